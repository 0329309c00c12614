/** Gives a lot more time. No units move, so the journal has no entry of it. */
import type { LotId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { placeInBurnOrder, takeOut } from './burn-order.ts';
import { findLot, settledAt, type LedgerDraft } from './draft.ts';
import type { LiveLot } from './state.ts';

/**
 * Moves the end of a live lot to a later one and puts it back in burn order. Returns the lot as it is now, a copy.
 * Throws `RangeError` where it does not live (it ends at its end, rules §8.6) or the end is not a later one.
 */
export function extendLot(
  draft: LedgerDraft,
  resource: string,
  lotId: LotId,
  expiresAt: Instant,
): Readonly<LiveLot> {
  settledAt(draft);
  const { pool, lot } = findLot(draft, resource, lotId) ?? {};
  if (pool === undefined || lot === undefined || expiresAt <= lot.expiresAt) {
    throw new RangeError(`not a later end of a live lot: ${lotId}, ${expiresAt}`);
  }
  takeOut(pool.lots, lot);
  lot.expiresAt = expiresAt;
  placeInBurnOrder(pool.lots, lot);
  return { ...lot };
}
