/** Takes units of a lot back because their money was returned (rules §8.15). */
import type { LotId } from '../ids.ts';
import { takeOut } from './burn-order.ts';
import { findLot, settledAt, type LedgerDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { lotAccount, voidedAccount, type Movement } from './journal-entry.ts';
import { recordMovement } from './record-movement.ts';
import type { DeadLot, LiveLot } from './state.ts';

export interface Voided {
  /** The lot as it is now, a copy. */
  readonly lot: Readonly<LiveLot>;
  /** Set when nothing is left of the lot. */
  readonly deadLot: DeadLot | null;
  readonly movement: Movement;
}

/** Units that can be taken back of a lot; 0 where it does not live any more. */
export function voidableUnits(draft: LedgerDraft, resource: string, lotId: LotId): number {
  return findLot(draft, resource, lotId)?.lot.remaining ?? 0;
}

/** Voids units of a live lot at the draft's instant. Throws `RangeError` on more than remain. */
export function voidUnits(draft: LedgerDraft, resource: string, lotId: LotId, units: number): Voided {
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
  const movement = recordMovement(pool, at, 'lot.voided', [
    { account: lotAccount(lotId), units: -units },
    { account: voidedAccount(resource), units },
  ]);
  return { lot: { ...lot }, deadLot, movement };
}
