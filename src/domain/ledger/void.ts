/** Voids units of a lot because they were refunded (rules §8.15). */
import type { LotId } from '../ids.ts';
import { takeOut } from './burn-order.ts';
import { findLot, settledAt, type LedgerDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { lotAccount, voidedAccount, type Movement } from './journal-entry.ts';
import { deferredChange } from './lot-money.ts';
import { revenueAccount } from './money-accounts.ts';
import { recordMovement } from './record-movement.ts';
import type { DeadLot, LiveLot } from './state.ts';

export interface Voided {
  /** A copy of the lot after the operation. */
  readonly lot: Readonly<LiveLot>;
  /** Set if nothing remains of the lot. */
  readonly deadLot: DeadLot | null;
  readonly movement: Movement;
}

/** Units of a lot that can be voided; 0 if the lot no longer lives. */
export function voidableUnits(draft: LedgerDraft, resource: string, lotId: LotId): number {
  return findLot(draft, resource, lotId)?.lot.remaining ?? 0;
}

/** What is voided of a lot. */
export interface VoidedUnits {
  readonly lotId: LotId;
  readonly units: number;
  /** Minor units of the lot's price that are paid back for them. Absent: all that was deferred for them. */
  readonly refundedMinor?: number;
}

/**
 * Voids units of a live lot. What was deferred for them and is not paid back is breakage; as both round, it may be one minor
 * unit below zero. Throws `RangeError` if fewer units remain.
 */
export function voidUnits(
  draft: LedgerDraft,
  resource: string,
  { lotId, units, refundedMinor }: VoidedUnits,
): Voided {
  const at = settledAt(draft);
  const { pool, lot } = findLot(draft, resource, lotId) ?? {};
  if (
    pool === undefined ||
    lot === undefined ||
    !Number.isSafeInteger(units) ||
    units < 1 ||
    units > lot.remaining
  ) {
    throw new RangeError(`not units to void of lot ${lotId}: ${units}`);
  }
  lot.voided += units;
  lot.remaining -= units;
  pool.totals.voided += units;
  pool.available -= units;
  let deadLot: DeadLot | null = null;
  if (lot.remaining === 0) {
    takeOut(pool.lots, lot);
    deadLot = { ...lot, state: 'voided', endedAt: at };
  }
  assertLot(lot);
  const postings = [
    { account: lotAccount(lotId), units: -units },
    { account: voidedAccount(resource), units },
  ];
  const money = [...deferredChange(lot, -units)];
  if (lot.price !== undefined && refundedMinor !== undefined) {
    const { currency } = lot.price;
    const retained = -(money[0]?.amountMinor ?? 0) - refundedMinor;
    if (retained !== 0)
      money.push({ account: revenueAccount('breakage', resource), amountMinor: retained, currency });
  }
  const movement = recordMovement(pool, at, 'lot.voided', postings, money);
  return { lot: { ...lot }, deadLot, movement };
}
