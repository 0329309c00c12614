/**
 * Settles arrears, oldest first (AMB-19, rules §8.10): a lot that is credited or revived pays as much as it has, whatever
 * its storage; a write-off settles everything without a lot.
 */
import type { Instant } from '../instant.ts';
import type { PoolDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { InvariantError } from './invariant-error.ts';
import { arrearsAccount, lotAccount, type Movement } from './journal-entry.ts';
import { deferredChange } from './lot-money.ts';
import { recordMovement } from './record-movement.ts';
import { oldestArrears, type LiveLot } from './state.ts';
import type { UnitRange } from './unit-range.ts';

/** Settled arrears: how many, and which of the pool's numbered units. */
export interface Offset {
  readonly units: number;
  readonly range: UnitRange;
}

export interface PaidFromLot {
  /** In the order of payment, one for each unbroken range. */
  readonly offsets: readonly Offset[];
  /** `arrears.offset` */
  readonly movement: Movement;
}

/**
 * Pays arrears from what remains of a lot. Null if nothing is outstanding. The lot stays in the pool even if
 * nothing remains of it.
 */
export function payFromLot(pool: PoolDraft, lot: LiveLot, at: Instant): PaidFromLot | null {
  const units = Math.min(pool.outstanding, lot.remaining);
  if (units === 0) return null;
  const offsets = settleOldest(pool, units);
  lot.offset += units;
  lot.remaining -= units;
  pool.totals.offset += units;
  pool.available -= units;
  assertLot(lot);
  const postings = [
    { account: arrearsAccount(pool.resource), units },
    { account: lotAccount(lot.lotId), units: -units },
  ];
  const movement = recordMovement(pool, at, 'arrears.offset', postings, deferredChange(lot, -units));
  return { offsets, movement };
}

/**
 * Settles `units` of a pool's arrears, oldest outstanding unit first. Returns one range for each unbroken run.
 * Throws `InvariantError` if fewer units are outstanding.
 */
export function settleOldest(pool: PoolDraft, units: number): Offset[] {
  const { arrears } = pool;
  if (units > pool.outstanding) {
    throw new InvariantError('no more is settled than is outstanding', { resource: pool.resource, units });
  }
  const offsets: Offset[] = [];
  let left = units;
  let from = oldestArrears(arrears);
  while (left > 0) {
    const [gap] = arrears.gaps;
    const to = Math.min(from + left, gap?.from ?? arrears.incurred);
    offsets.push({ units: to - from, range: { from, to } });
    left -= to - from;
    from = to;
    if (gap !== undefined && to === gap.from) {
      arrears.gaps = arrears.gaps.slice(1);
      from = gap.to;
    }
  }
  arrears.settled += units;
  pool.outstanding -= units;
  return offsets;
}
