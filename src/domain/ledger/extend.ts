/** Extends a lot. No units move, so the journal gets no entry. */
import type { LotId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { placeInBurnOrder, takeOut } from './burn-order.ts';
import { findLot, settledAt, type LedgerDraft } from './draft.ts';
import type { LiveLot } from './state.ts';

/**
 * Moves the end of a live lot and restores burn-down order. Returns a copy of the extended lot. Throws `RangeError` if the
 * lot does not live (rules §8.6) or `expiresAt` is not later than its end.
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
