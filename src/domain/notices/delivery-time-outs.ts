/**
 * How long an advance of a sandbox's clock waits, in real time, for a platform that does not answer (D-27): for two
 * time-outs of a delivery, and for a minute over all deliveries to the platform. What falls due after that in the same
 * advance counts as an attempt that failed, and is not sent.
 */

const TIME_OUTS_OF_A_DELIVERY = 2;
const LOST_MS_OF_A_PLATFORM = 60_000;

/** Attempts of a delivery that ran into their time-outs, all in one advance. */
export interface DeliveryTimeOuts {
  readonly advanceId: string;
  readonly count: number;
}

/** One more of them; those of an earlier advance count no longer. */
export function oneMoreTimeOut(earlier: DeliveryTimeOuts | null, advanceId: string): DeliveryTimeOuts {
  return { advanceId, count: (earlier?.advanceId === advanceId ? earlier.count : 0) + 1 };
}

/** Why the next attempt in the advance is not sent, one line for operators; null where it is. */
export function reasonNotToSend(
  timeOuts: DeliveryTimeOuts | null,
  advance: {
    readonly advanceId: string;
    /** Real time lost so far in the advance on attempts at this platform that failed. */
    readonly lostMs: number;
  },
): string | null {
  if (timeOuts?.advanceId === advance.advanceId && timeOuts.count >= TIME_OUTS_OF_A_DELIVERY)
    return 'not sent: in this advance of the clock the platform has not answered it twice';
  return advance.lostMs >= LOST_MS_OF_A_PLATFORM
    ? 'not sent: this advance of the clock has waited for the platform in vain for too long'
    : null;
}
