/**
 * Retries of an undelivered notice: at growing intervals, until three days after its delivery began. All instants are
 * account time, so that notices of a sandbox are retried on its own clock.
 */
import { HOUR_MS, plusMs, type Instant } from '../instant.ts';

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * HOUR_MS;
const ROUND_MS = 72 * HOUR_MS;

/** A delivery that starts or restarts. */
export interface DeliveryRound {
  readonly failures: number;
  readonly nextAttemptAt: Instant;
  /** Time of the last attempt; if it fails as well, the delivery has failed. */
  readonly givesUpAt: Instant;
}

/** The first attempt is due at once. */
export function newRound(now: Instant): DeliveryRound {
  return { failures: 0, nextAttemptAt: now, givesUpAt: plusMs(now, ROUND_MS) };
}

/** Time of the next attempt; null if the delivery is given up. Intervals double up to six hours. */
export function nextAttemptAfter(failures: number, givesUpAt: Instant, now: Instant): Instant | null {
  if (now >= givesUpAt) return null;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  const next = plusMs(now, pauseMs);
  return next < givesUpAt ? next : givesUpAt;
}

/** How much longer than its own attempts a delivery is held: those of an earlier one of the same instant come first. */
const HELD_LONGER_MS = HOUR_MS;

/** True while a delivery may be held behind an earlier one about the same subject. */
export function mayBeHeld(givesUpAt: Instant, now: Instant): boolean {
  return now <= givesUpAt;
}

/** When a held delivery is tried even if the earlier one is still pending. */
export function heldUntil(givesUpAt: Instant): Instant {
  return plusMs(givesUpAt, HELD_LONGER_MS);
}
