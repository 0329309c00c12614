/** When a pool runs out if it is drawn as fast as it was lately, and what then expires unused. An estimate, no promise. */
import { epochMsOf, plusMs, type Instant } from '../instant.ts';
import type { LiveLot } from './state.ts';

/** Units drawn over a stretch of time: integers, ≥ 0 and ≥ 1. */
export interface DrawRate {
  readonly units: number;
  readonly overMs: number;
}

export interface Forecast {
  /** When the last unit is drawn; null where that never comes, for what is left by then expires. */
  readonly exhaustsAt: Instant | null;
  /** Units that expire before they are drawn. */
  readonly unitsAtRisk: number;
}

/**
 * Draws the lots, given in burn order, evenly from `now` on, each up to its end. Minimum storage terms are ignored: it
 * is not known which ones later uses will ask for.
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
    // Whole units that can be drawn by the lot's end, less those of earlier lots.
    const within = Math.floor((units * (epochMsOf(expiresAt) - start)) / overMs) - drawn;
    const used = Math.min(remaining, Math.max(0, within));
    drawn += used;
    unitsAtRisk += remaining - used;
    isEmptied = used === remaining;
  }
  const exhaustsAt = isEmptied && units > 0 ? plusMs(now, Math.ceil((drawn * overMs) / units)) : null;
  return { exhaustsAt, unitsAtRisk };
}
