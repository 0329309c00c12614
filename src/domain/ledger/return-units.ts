/**
 * The first half of a reversal (AMB-26): what paid the use goes back where it came from, and its arrears are cancelled.
 */
import type { LotId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { cancelArrears, openPartOf } from './cancel-arrears.ts';
import type { PoolDraft } from './draft.ts';
import { InvariantError } from './invariant-error.ts';
import {
  arrearsAccount,
  consumedAccount,
  lotAccount,
  writtenOffAccount,
  type Movement,
  type Posting,
} from './journal-entry.ts';
import { recordMovement } from './record-movement.ts';
import type { ReturnedLots } from './returned-lots.ts';
import type { Reversal, ReversalStep } from './reversal.ts';
import type { UnitRange } from './unit-range.ts';

/** Gives back what paid the use, and cancels its arrears. */
export function returnUnits(
  pool: PoolDraft,
  { resource, draws, arrearsRange, settlements }: Reversal,
  back: ReturnedLots,
  at: Instant,
): ReversalStep[] {
  const steps: ReversalStep[] = [];
  const postings: Posting[] = [];
  let units = 0;
  if (arrearsRange !== null) {
    assertBooked(pool, arrearsRange);
    const open = openPartOf(pool.arrears, arrearsRange);
    assertExplained(arrearsRange, open, settlements);
    // Oldest first is how they were paid, so the latest payment has the highest numbers.
    for (const { lotId, range } of [...settlements].sort((a, b) => b.range.from - a.range.from)) {
      steps.push({ movement: returnPayment(pool, lotId, range, back, at), lotId, offsets: [] });
    }
    cancelArrears(pool.arrears, arrearsRange, open);
    units = arrearsRange.to - arrearsRange.from;
    pool.outstanding -= units;
  }
  for (const draw of [...draws].reverse()) {
    back.give(draw.lotId, 'consumed', draw.units);
    postings.push({ account: lotAccount(draw.lotId), units: draw.units });
    units += draw.units;
  }
  if (arrearsRange !== null) {
    const { from, to } = arrearsRange;
    postings.push({ account: arrearsAccount(resource), units: to - from });
  }
  postings.push({ account: consumedAccount(resource), units: -units });
  steps.push({ movement: recordMovement(pool, at, 'usage.reversed', postings), lotId: null, offsets: [] });
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
  back.give(lotId, 'offset', units);
  return recordMovement(pool, at, 'offset.returned', [{ account: lotAccount(lotId), units }, arrears]);
}

function assertBooked({ resource, arrears: { incurred } }: PoolDraft, { to }: UnitRange): void {
  if (to > incurred) {
    throw new InvariantError('arrears that are undone were booked', { resource, incurred, to });
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
