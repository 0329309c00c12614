/**
 * The identities of rules §8.8, asserted in production: operations check the lots and the pool they touched, which costs a
 * few additions; tests and verification check a whole state.
 */
import type { JsonObject } from '../json.ts';
import type { PoolDraft } from './draft.ts';
import { InvariantError } from './invariant-error.ts';
import { isBalancedMoney, sumsToZero, type Movement } from './journal-entry.ts';
import {
  availableOf,
  compareLots,
  oldestArrears,
  outstandingOf,
  type LedgerState,
  type LiveLot,
  type PoolArrears,
  type PoolState,
  type PoolTotals,
} from './state.ts';

/** credited = consumed + offset + expired + voided + remaining, each ≥ 0. */
export function assertLot(lot: Readonly<LiveLot>): void {
  const { lotId, credited, consumed, offset, expired, voided, remaining } = lot;
  if (
    credited !== consumed + offset + expired + voided + remaining ||
    !(credited > 0 && consumed >= 0 && offset >= 0 && expired >= 0 && voided >= 0 && remaining >= 0)
  ) {
    const figures = { credited, consumed, offset, expired, voided, remaining };
    throw new InvariantError('a lot is the sum of its parts', { lotId, ...figures });
  }
}

/** Checks a pool after an operation, and the movement that records the operation. */
export function assertMovement(pool: PoolDraft, movement: Movement): void {
  assertTotals(pool.resource, pool.totals, pool.available);
  const outstanding = outstandingOf(pool);
  assertSettled(pool.resource, pool.totals, pool.arrears.settled);
  if (outstanding !== pool.outstanding || outstanding < 0) {
    throw new InvariantError('arrears are what was incurred and neither settled nor cancelled', {
      resource: pool.resource,
    });
  }
  if (!sumsToZero(movement.postings)) {
    throw new InvariantError('an entry sums to zero', { kind: movement.kind, at: movement.at });
  }
  if (movement.money !== undefined && !isBalancedMoney(movement.money)) {
    throw new InvariantError('the money of an entry sums to zero', { kind: movement.kind, at: movement.at });
  }
}

/** Checks a whole state. Throws an `InvariantError` that names the identity and the pool. */
export function assertIdentities(state: LedgerState): void {
  const resources = new Set<string>();
  for (const pool of state.pools) {
    if (resources.has(pool.resource)) {
      throw new InvariantError('a resource has one pool', { resource: pool.resource });
    }
    resources.add(pool.resource);
    assertTotals(pool.resource, pool.totals, availableOf(pool));
    assertLots(pool);
    assertArrears(pool);
  }
}

function assertTotals(resource: string, totals: Readonly<PoolTotals>, available: number): void {
  const { credited, consumed, offset, expired, voided, writtenOff } = totals;
  if (
    credited !== consumed + offset + expired + voided + available ||
    !(consumed >= 0 && offset >= 0 && expired >= 0 && voided >= 0 && writtenOff >= 0 && available >= 0) ||
    !Number.isSafeInteger(credited)
  ) {
    throw new InvariantError('a pool is the sum of its parts', { resource, available, ...totals });
  }
}

function assertSettled(resource: string, totals: Readonly<PoolTotals>, settled: number): void {
  if (settled !== totals.offset + totals.writtenOff) {
    throw new InvariantError('settled arrears were offset or written off', { resource, settled, ...totals });
  }
}

function assertLots({ resource, lots, totals }: PoolState): void {
  let previous: Readonly<LiveLot> | undefined;
  for (const lot of lots) {
    assertLot(lot);
    if (lot.remaining === 0) throw new InvariantError('a live lot has units left', { lotId: lot.lotId });
    if (previous !== undefined && compareLots(previous, lot) >= 0) {
      throw new InvariantError('lots stand in burn order', { resource, lotId: lot.lotId });
    }
    previous = lot;
  }
  for (const figure of ['credited', 'consumed', 'offset', 'expired', 'voided'] as const) {
    const ofLiveLots = lots.reduce((sum, lot) => sum + lot[figure], 0);
    if (ofLiveLots > totals[figure]) {
      throw new InvariantError('totals cover the live lots', { resource, figure, ofLiveLots });
    }
  }
}

function assertArrears(pool: PoolState): void {
  const { resource, arrears, totals } = pool;
  if (!isOrdered(arrears)) {
    throw new InvariantError('settled and cancelled arrears were incurred', evidenceOf(resource, arrears));
  }
  if (!areGapsBehindPointer(arrears)) {
    throw new InvariantError(
      'gaps are cancelled arrears after the oldest outstanding unit',
      evidenceOf(resource, arrears),
    );
  }
  if (outstandingOf(pool) > 0 && availableOf(pool) > 0) {
    throw new InvariantError('nothing is available beside arrears', evidenceOf(resource, arrears));
  }
  assertSettled(resource, totals, arrears.settled);
}

function isOrdered({ incurred, settled, cancelled }: Readonly<PoolArrears>): boolean {
  return Number.isSafeInteger(incurred) && settled >= 0 && cancelled >= 0 && settled + cancelled <= incurred;
}

function areGapsBehindPointer(arrears: Readonly<PoolArrears>): boolean {
  let end = oldestArrears(arrears);
  if (end < 0) return false;
  for (const { from, to } of arrears.gaps) {
    if (from <= end || to <= from) return false;
    end = to;
  }
  return end <= arrears.incurred;
}

function evidenceOf(resource: string, { gaps, ...counters }: Readonly<PoolArrears>): JsonObject {
  return { resource, ...counters, gaps: gaps.map(({ from, to }) => [from, to]) };
}
