/**
 * When an undelivered notice is sent again: at growing distances, until three days after its delivery began. All instants
 * are account time, so that the notices of a sandbox are tried again on its own clock.
 */
import { HOUR_MS, plusMs, type Instant } from '../instant.ts';

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * HOUR_MS;
const ROUND_MS = 72 * HOUR_MS;

/** A delivery that begins, or begins again. */
export interface DeliveryRound {
  readonly failures: number;
  readonly nextAttemptAt: Instant;
  /** The last attempt is made then; when it fails too, the delivery has failed. */
  readonly givesUpAt: Instant;
}

/** The first attempt is due at once. */
export function newRound(now: Instant): DeliveryRound {
  return { failures: 0, nextAttemptAt: now, givesUpAt: plusMs(now, ROUND_MS) };
}

/** When to try again after so many failures; null when it is time to give up. Pauses double up to six hours. */
export function nextAttemptAfter(failures: number, givesUpAt: Instant, now: Instant): Instant | null {
  if (now >= givesUpAt) return null;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  const next = plusMs(now, pauseMs);
  return next < givesUpAt ? next : givesUpAt;
}
