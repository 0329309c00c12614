/** The period in which an order can be paid, and when its buyer is reminded (rules §8.1, AMB-55). */
import { DAY_MS, epochMsOf, plusMs, type Instant } from '../instant.ts';

const REMINDER_MS = 2 * DAY_MS;

export interface PaymentWindow {
  /** Exclusive. */
  readonly dueAt: Instant;
  /** Two days before the end; null if that is in the first half of the window. */
  readonly remindAt: Instant | null;
}

/** The payment window that opens at `since`. */
export function paymentWindowOf(since: Instant, days: number): PaymentWindow {
  const dueAt = plusMs(since, days * DAY_MS);
  const remindAt = plusMs(dueAt, -REMINDER_MS);
  const isInSecondHalf = 2 * (epochMsOf(remindAt) - epochMsOf(since)) >= days * DAY_MS;
  return { dueAt, remindAt: isInSecondHalf ? remindAt : null };
}
