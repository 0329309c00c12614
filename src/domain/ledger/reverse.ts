/**
 * Reverses a usage that was booked by mistake (AMB-26): its entries stay, and opposite entries are added. Payments of its
 * arrears are returned first, latest payment first, then its draws, last draw first. Units of a lot
 * whose end has passed expire as they return; the other lots pay outstanding arrears, as a top-up would.
 */
import type { Instant } from '../instant.ts';
import { placeInBurnOrder, takeOut } from './burn-order.ts';
import { findPool, settledAt, type LedgerDraft, type PoolDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { InvariantError } from './invariant-error.ts';
import { expiredAccount, lotAccount, type Movement } from './journal-entry.ts';
import { deferredChange } from './lot-money.ts';
import { payFromLot } from './pay-arrears.ts';
import { recordMovement } from './record-movement.ts';
import { returnUnits } from './return-units.ts';
import { ReturnedLots } from './returned-lots.ts';
import type { Reversal, Reversed, ReversalStep } from './reversal.ts';
import type { DeadLot, LiveLot } from './state.ts';

/** Books the reversal at the draft's instant. Throws `InvariantError` if the records do not explain the usage. */
export function reverse(draft: LedgerDraft, reversal: Reversal): Reversed {
  const at = settledAt(draft);
  const pool = findPool(draft, reversal.resource);
  if (pool === undefined) {
    throw new InvariantError('a reversed usage was booked', { resource: reversal.resource });
  }
  const returned = new ReturnedLots(pool, reversal.endedLots);
  const steps: ReversalStep[] = [...returnUnits(pool, reversal, returned, at)];
  const ended: DeadLot[] = [];
  const revived: LiveLot[] = [];
  for (const { lot, record } of returned.all) {
    if (record === null) continue;
    if (lot.expiresAt > at) {
      placeInBurnOrder(pool.lots, lot);
      revived.push(lot);
    } else {
      steps.push({ movement: expireReturned(pool, lot, at), lotId: lot.lotId, offsets: [] });
      // A lot that had already expired retains its end; one that was exhausted before expires now.
      ended.push({ ...lot, state: 'expired', endedAt: record.state === 'expired' ? record.endedAt : at });
    }
  }
  for (const { lot } of returned.all) {
    const paid = payFromLot(pool, lot, at);
    if (paid === null) continue;
    steps.push({ ...paid, lotId: lot.lotId });
    if (lot.remaining === 0) {
      takeOut(pool.lots, lot);
      ended.push({ ...lot, state: 'exhausted', endedAt: at });
    }
  }
  return { steps, revived: revived.flatMap((lot) => (lot.remaining > 0 ? [{ ...lot }] : [])), ended };
}

/** Books the units returned to a lot whose end has passed as expired. Such a lot is not in the pool. */
function expireReturned(pool: PoolDraft, lot: LiveLot, at: Instant): Movement {
  const units = lot.remaining;
  lot.expired += units;
  lot.remaining = 0;
  pool.totals.expired += units;
  pool.available -= units;
  assertLot(lot);
  const postings = [
    { account: lotAccount(lot.lotId), units: -units },
    { account: expiredAccount(pool.resource), units },
  ];
  return recordMovement(pool, at, 'lot.expired', postings, deferredChange(lot, -units));
}
