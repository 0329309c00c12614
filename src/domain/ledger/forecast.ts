/** Estimates when a pool runs out at its recent rate of consumption, and how many units then expire unused. */
import { epochMsOf, plusMs, type Instant } from '../instant.ts';
import type { LiveLot } from './state.ts';

/** Units consumed over a period: integers, `units` ≥ 0 and `overMs` ≥ 1. */
export interface DrawRate {
  readonly units: number;
  readonly overMs: number;
}

export interface Forecast {
  /** When the last unit is consumed. Null if it never is, because the rest expires first. */
  readonly exhaustsAt: Instant | null;
  /** Units that expire before they are consumed. */
  readonly unitsAtRisk: number;
}

/**
 * Consumes the lots, which must be in burn-down order, evenly from `now` on, each until it expires. Minimum storage is
 * ignored, because the minimum of later usages is unknown.
 */
export function forecast(
  lots: readonly Readonly<Pick<LiveLot, 'expiresAt' | 'remaining'>>[],
  { units, overMs }: DrawRate,
  now: Instant,
): Forecast {
  const start = epochMsOf(now);
  let drawn = 0;
  let unitsAtRisk = 0;
  let isEmptied = false;
  for (const { expiresAt, remaining } of lots) {
    // Whole units that can be consumed by the lot's end, less those of earlier lots.
    const within = Math.floor((units * (epochMsOf(expiresAt) - start)) / overMs) - drawn;
    const used = Math.min(remaining, Math.max(0, within));
    drawn += used;
    unitsAtRisk += remaining - used;
    isEmptied = used === remaining;
  }
  const exhaustsAt = isEmptied && units > 0 ? plusMs(now, Math.ceil((drawn * overMs) / units)) : null;
  return { exhaustsAt, unitsAtRisk };
}
