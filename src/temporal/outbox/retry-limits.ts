/** How often and how long a message is tried before it is given up, by what it is. */
import { DAY_MS } from '../../domain/instant.ts';
import type { OutboxDocument, OutboxMessage } from '../../storage/collections/outbox.ts';
import { failureKindOf } from '../failure-kinds.ts';

interface RetryLimits {
  /** How long transient failures are retried, from the first one. */
  readonly transientMs: number;
  /** How often other failures are retried. */
  readonly attempts: number;
}

/** Longest for money. Reconciliation finds workflows that were not started or signalled anyway. */
const RETRY_LIMITS: Readonly<Record<OutboxMessage['type'], RetryLimits>> = {
  'workflow.start': { transientMs: DAY_MS, attempts: 5 },
  'workflow.signal': { transientMs: DAY_MS, attempts: 5 },
  'payment.apply': { transientMs: 3 * DAY_MS, attempts: 8 },
  'refund.pay': { transientMs: 3 * DAY_MS, attempts: 8 },
  'deliveries.retry': { transientMs: DAY_MS, attempts: 5 },
};

const BACKOFF_BASE_MS = 250;
const BACKOFF_LIMIT_MS = 30_000;
/** No message is given up before this many attempts, however long the relay was down. */
const FEWEST_ATTEMPTS = 5;

/** Milliseconds until a message with this many failed attempts is retried. */
export function backoffMs(attempts: number): number {
  return Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** attempts);
}

/** Whether a message is given up after this failure, its `attempts`-th. */
export function isGivenUp(
  { message, failingSince }: Pick<OutboxDocument, 'message' | 'failingSince'>,
  error: unknown,
  { attempts, now }: { attempts: number; now: number },
): boolean {
  const { transientMs, attempts: mostAttempts } = RETRY_LIMITS[message.type];
  if (failureKindOf(error) !== 'transient') return attempts >= mostAttempts;
  return (
    attempts >= FEWEST_ATTEMPTS && failingSince !== null && now - Date.parse(failingSince) >= transientMs
  );
}
