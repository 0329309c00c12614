/**
 * Paying arrears, oldest first (AMB-19, rules §8.10): a lot that came in or came back pays what it may, and a write-off
 * pays all without a lot.
 */
import type { Instant } from '../instant.ts';
import { findArrears, type PoolDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { InvariantError } from './invariant-error.ts';
import { arrearsAccount, lotAccount, type Movement, type Posting } from './journal-entry.ts';
import { recordMovement } from './record-movement.ts';
import {
  oldestOwed,
  outstandingOfTerm,
  type ArrearsOfStorage,
  type LiveLot,
  type StorageYears,
} from './state.ts';
import type { UnitRange } from './unit-range.ts';

/** Arrears of one storage term that were paid: which units of the term. */
export interface Offset {
  readonly storageYears: StorageYears;
  readonly units: number;
  readonly range: UnitRange;
}

export interface PaidFromLot {
  /** In the order paid: own term first, then arrears without a term; one for each unbroken range. */
  readonly offsets: readonly Offset[];
  /** `arrears.offset` */
  readonly movement: Movement;
}

/**
 * Pays arrears from what remains of a lot: of its own term, then those without a term; others are not touched. Null
 * where it may pay none. The lot keeps its place, even with nothing left.
 */
export function payFromLot(pool: PoolDraft, lot: LiveLot, at: Instant): PaidFromLot | null {
  if (pool.outstanding === 0) return null;
  const offsets: Offset[] = [];
  const postings: Posting[] = [];
  let paid = 0;
  for (const storageYears of lot.storageYears === null ? [null] : [lot.storageYears, null]) {
    const term = findArrears(pool, storageYears);
    if (term === undefined) continue;
    const units = Math.min(outstandingOfTerm(term), lot.remaining - paid);
    if (units === 0) continue;
    offsets.push(...settleOldest(term, units));
    postings.push({ account: arrearsAccount(pool.resource, storageYears), units });
    paid += units;
  }
  if (paid === 0) return null;
  postings.push({ account: lotAccount(lot.lotId), units: -paid });
  lot.offset += paid;
  lot.remaining -= paid;
  pool.totals.offset += paid;
  pool.available -= paid;
  pool.outstanding -= paid;
  assertLot(lot);
  return { offsets, movement: recordMovement(pool, at, 'arrears.offset', postings) };
}

/** Settles `units` of a term, oldest owed first, and says which they are. The pool's sums are left to the caller. */
export function settleOldest(term: ArrearsOfStorage, units: number): Offset[] {
  if (units > outstandingOfTerm(term)) {
    throw new InvariantError('no more is settled than is owed', { storageYears: term.storageYears, units });
  }
  const { storageYears } = term;
  const offsets: Offset[] = [];
  let left = units;
  let from = oldestOwed(term);
  while (left > 0) {
    const [gap] = term.gaps;
    const to = Math.min(from + left, gap?.from ?? term.incurred);
    offsets.push({ storageYears, units: to - from, range: { from, to } });
    term.settled += to - from;
    left -= to - from;
    from = to;
    if (gap !== undefined && to === gap.from) {
      term.gaps = term.gaps.slice(1);
      from = gap.to;
    }
  }
  return offsets;
}
