/** The first half of a reversal (AMB-26): returns what paid the usage to its source, and cancels the usage's arrears. */
import type { LotId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { PoolDraft } from './draft.ts';
import { InvariantError } from './invariant-error.ts';
import {
  arrearsAccount,
  consumedAccount,
  lotAccount,
  writtenOffAccount,
  type MoneyPosting,
  type Movement,
  type Posting,
} from './journal-entry.ts';
import { recordMovement } from './record-movement.ts';
import type { ReturnedLots } from './returned-lots.ts';
import type { Reversal, ReversalStep } from './reversal.ts';
import { oldestArrears, type PoolArrears } from './state.ts';
import type { UnitRange } from './unit-range.ts';

/**
 * Returns payments and draws to their lots or write-offs, and cancels the arrears. Returns one step for each movement.
 * Throws `InvariantError` if the settlements do not explain the arrears.
 */
export function returnUnits(
  pool: PoolDraft,
  { resource, draws, arrearsRange, settlements }: Reversal,
  back: ReturnedLots,
  at: Instant,
): ReversalStep[] {
  const steps: ReversalStep[] = [];
  const postings: Posting[] = [];
  const deferred: MoneyPosting[] = [];
  let units = 0;
  if (arrearsRange !== null) {
    assertBooked(pool, arrearsRange);
    const open = openPartOf(pool.arrears, arrearsRange);
    assertExplained(arrearsRange, open, settlements);
    // Arrears are paid oldest first, so the latest payment has the highest numbers.
    for (const { lotId, range } of [...settlements].sort((a, b) => b.range.from - a.range.from)) {
      steps.push({ movement: returnPayment(pool, lotId, range, back, at), lotId, offsets: [] });
    }
    cancelArrears(pool.arrears, arrearsRange, open);
    units = arrearsRange.to - arrearsRange.from;
    pool.outstanding -= units;
  }
  for (const draw of [...draws].reverse()) {
    deferred.push(...back.give(draw.lotId, 'consumed', draw.units));
    postings.push({ account: lotAccount(draw.lotId), units: draw.units });
    units += draw.units;
  }
  if (arrearsRange !== null) {
    const { from, to } = arrearsRange;
    postings.push({ account: arrearsAccount(resource), units: to - from });
  }
  postings.push({ account: consumedAccount(resource), units: -units });
  const movement = recordMovement(pool, at, 'usage.reversed', postings, deferred);
  steps.push({ movement, lotId: null, offsets: [] });
  return steps;
}

/** Returns the units to the lot that paid, or undoes a write-off. The arrears are outstanding until they are cancelled. */
function returnPayment(
  pool: PoolDraft,
  lotId: LotId | null,
  { from, to }: UnitRange,
  back: ReturnedLots,
  at: Instant,
): Movement {
  const units = to - from;
  const arrears = { account: arrearsAccount(pool.resource), units: -units };
  pool.arrears.settled -= units;
  pool.outstanding += units;
  if (lotId === null) {
    pool.totals.writtenOff -= units;
    const source = { account: writtenOffAccount(pool.resource), units };
    return recordMovement(pool, at, 'write_off.undone', [source, arrears]);
  }
  const deferred = back.give(lotId, 'offset', units);
  const postings = [{ account: lotAccount(lotId), units }, arrears];
  return recordMovement(pool, at, 'offset.returned', postings, deferred);
}

function assertBooked({ resource, arrears: { incurred } }: PoolDraft, { to }: UnitRange): void {
  if (to > incurred) {
    throw new InvariantError('reversed arrears were booked', { resource, incurred, to });
  }
}

/** Settlements and outstanding units together are exactly the arrears of the usage, without overlap. */
function assertExplained(
  { from, to }: UnitRange,
  open: UnitRange | null,
  settlements: Reversal['settlements'],
): void {
  const parts = [...settlements.map(({ range }) => range), ...(open === null ? [] : [open])];
  let end = from;
  for (const part of parts.sort((a, b) => a.from - b.from)) {
    if (part.from !== end || part.to <= part.from) break;
    end = part.to;
  }
  if (end !== to) {
    throw new InvariantError('arrears are outstanding or explained by their settlements', { from, to, end });
  }
}

/** The part of a usage's arrears that is still outstanding; null if all of it is settled. */
function openPartOf(arrears: Readonly<PoolArrears>, { from, to }: UnitRange): UnitRange | null {
  const open = Math.max(from, oldestArrears(arrears));
  return open < to ? { from: open, to } : null;
}

/**
 * Cancels the arrears `caused` by a usage. `open` is the part that was still outstanding; the settlements of the rest
 * must have been returned before. The caller updates the pool's sums.
 */
function cancelArrears(arrears: PoolArrears, caused: UnitRange, open: UnitRange | null): void {
  arrears.cancelled += caused.to - caused.from;
  if (open === null) return;
  arrears.gaps = withGap(arrears.gaps, open);
  // The pointer skips a gap as soon as nothing before it is outstanding.
  const [first] = arrears.gaps;
  if (first !== undefined && first.from === oldestArrears(arrears)) arrears.gaps = arrears.gaps.slice(1);
}

function withGap(gaps: readonly UnitRange[], added: UnitRange): UnitRange[] {
  const merged: UnitRange[] = [];
  for (const gap of [...gaps, added].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && last.to === gap.from) {
      merged[merged.length - 1] = { from: last.from, to: gap.to };
    } else {
      merged.push(gap);
    }
  }
  return merged;
}
