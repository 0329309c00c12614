/** Inserts and removes lots of a pool, whose lots are always in burn-down order (`compareLots`, AMB-11). */
import { InvariantError } from './invariant-error.ts';
import { compareLots, type LiveLot } from './state.ts';

/** Inserts a lot at its place. Throws `InvariantError` if the lot is already there. */
export function placeInBurnOrder(lots: LiveLot[], lot: LiveLot): void {
  let low = 0;
  let high = lots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = lots[middle];
    if (other !== undefined && compareLots(other, lot) < 0) low = middle + 1;
    else high = middle;
  }
  const next = lots[low];
  if (next !== undefined && next.lotId === lot.lotId) {
    throw new InvariantError('a lot is credited once', { lotId: lot.lotId });
  }
  lots.splice(low, 0, lot);
}

/** Removes a lot. Throws `InvariantError` if the lot is not there. */
export function takeOut(lots: LiveLot[], lot: LiveLot): void {
  const index = lots.indexOf(lot);
  if (index < 0) throw new InvariantError('a lot that leaves was there', { lotId: lot.lotId });
  lots.splice(index, 1);
}
