/**
 * How long an advance of a sandbox's clock waits, in real time, for a platform that does not respond (D-27): for two
 * time-outs of a delivery, and for one minute over all deliveries to the platform. Later attempts in the same advance count
 * as failed and are not sent.
 */

const TIME_OUTS_OF_A_DELIVERY = 2;
const LOST_MS_OF_A_PLATFORM = 60_000;

/** Attempts of a delivery that timed out within one advance. */
export interface DeliveryTimeOuts {
  readonly advanceId: string;
  readonly count: number;
}

/** Counts one more time-out; those of an earlier advance no longer count. */
export function oneMoreTimeOut(earlier: DeliveryTimeOuts | null, advanceId: string): DeliveryTimeOuts {
  return { advanceId, count: (earlier?.advanceId === advanceId ? earlier.count : 0) + 1 };
}

/** Why the next attempt in the advance is not sent, as one line for operators; null if it is sent. */
export function reasonNotToSend(
  timeOuts: DeliveryTimeOuts | null,
  advance: {
    readonly advanceId: string;
    /** Real time spent so far in the advance on failed attempts at this platform. */
    readonly lostMs: number;
  },
): string | null {
  if (timeOuts?.advanceId === advance.advanceId && timeOuts.count >= TIME_OUTS_OF_A_DELIVERY)
    return 'not sent: in this advance of the clock the platform has not answered it twice';
  return advance.lostMs >= LOST_MS_OF_A_PLATFORM
    ? 'not sent: this advance of the clock has waited for the platform in vain for too long'
    : null;
}
