/** A pool's lots stand in burn order (`compareLots`): how one takes its place there, and how it leaves. */
import { InvariantError } from './invariant-error.ts';
import { compareLots, type LiveLot } from './state.ts';

/** Puts a lot in its place. Throws `InvariantError` where it stands there already. */
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

/** Takes a lot out. Throws `InvariantError` where it does not stand. */
export function takeOut(lots: LiveLot[], lot: LiveLot): void {
  const index = lots.indexOf(lot);
  if (index < 0) throw new InvariantError('a lot that leaves was there', { lotId: lot.lotId });
  lots.splice(index, 1);
}
