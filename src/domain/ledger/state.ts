/**
 * The stored state of an account's ledger: its pools, each with its live lots, arrears and sums. Nothing in it grows with
 * history: a lot that is exhausted or expired leaves it, and arrears are three counters, so the cost of a usage is the same
 * after a year.
 *
 * What each operation changes, and the entries it makes. Figures of a lot and totals of its pool always change together:
 * - credit: `credited` grows (`lot.credited`), then the lot pays arrears: `offset` and `settled` grow (`arrears.offset`).
 * - usage: `consumed` grows; units that no lot covers are `incurred` (`usage.accepted`).
 * - expiry: the remaining units are `expired` (`lot.expired`). Void: some of them are `voided` (`lot.voided`).
 * - extension: `expiresAt` and the lot's place change; no units move, so there is no entry.
 * - write-off: `settled` and `writtenOff` grow (`arrears.written_off`).
 * - reversal (AMB-26): payments of the usage's arrears are returned, `offset` or `writtenOff` and `settled` shrink
 *   (`offset.returned`, `write_off.undone`); its draws are returned, `consumed` shrinks, and all its arrears are `cancelled`
 *   (`usage.reversed`). A lot that had left the state is restored from its record.
 */
import type { EpisodeId, LineId, LotId, OrderId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Money } from '../money.ts';
import type { UnitRange } from './unit-range.ts';

/** Years of storage that a unit pays for, or the minimum that a usage asks for; null for none. */
export type StorageYears = number | null;

/** Units of a lot, integers ≥ 0; credited = the sum of the others (rules §8.8). */
export interface LotFigures {
  credited: number;
  consumed: number;
  /** Units that paid arrears. */
  offset: number;
  expired: number;
  voided: number;
  remaining: number;
}

/** A lot with units left. */
export interface LiveLot extends LotFigures {
  readonly lotId: LotId;
  readonly orderId: OrderId | null;
  readonly lineId: LineId | null;
  readonly storageYears: StorageYears;
  /** What was paid for all its units. Absent for goodwill, and for lots of before money was in the journal. */
  readonly price?: Money;
  readonly purchasedAt: Instant;
  readonly creditedAt: Instant;
  /** Exclusive end (AMB-08). */
  expiresAt: Instant;
}

/** A lot that left the state: its final figures, why and when. */
export interface DeadLot extends Readonly<LiveLot> {
  readonly state: 'exhausted' | 'expired' | 'voided';
  readonly endedAt: Instant;
}

/**
 * Arrears of a pool (AMB-19); outstanding = incurred − settled − cancelled. `incurred` only grows, so the units in
 * arrears are numbered from 0: a usage owns the range it caused, a payment the ranges it settled. Arrears are paid
 * oldest first, so a pointer (`oldestArrears`) divides the units: nothing before it is outstanding, and everything
 * after it is, except for the gaps.
 */
export interface PoolArrears {
  incurred: number;
  /** Paid by a lot or written off, and not returned. */
  settled: number;
  /** Cancelled with the reversed usage that caused them. */
  cancelled: number;
  /** Cancelled ranges after the pointer, in order; none touches another or the pointer. Replaced, never mutated. */
  gaps: readonly UnitRange[];
}

/** Sums over all lots the pool ever had. credited = consumed + offset + expired + voided + available. */
export interface PoolTotals {
  credited: number;
  consumed: number;
  offset: number;
  expired: number;
  voided: number;
  /** Units of arrears that were written off. Settled arrears = offset + writtenOff. */
  writtenOff: number;
}

/** The last purchase in a pool: the line with the newest capture (D-10). Goodwill does not count. */
export interface LastBought {
  readonly productLine: string;
  readonly sku: string;
  readonly storageYears: StorageYears;
  readonly purchasedAt: Instant;
}

/** What a pool stores of its open episode. Policies are those at its start: the deadline never moves (AMB-15). */
export interface OpenEpisode {
  readonly episodeId: EpisodeId;
  readonly openedAt: Instant;
  readonly suspendsAt: Instant;
  /** Units that must be available for the suspension to lift (AMB-17). */
  readonly resumeRequires: number;
  readonly policyVersion: string;
  /** The capability that is suspended. */
  readonly capability: string;
  /** Most units that were in arrears at once. */
  peak: number;
  /** True once operators were notified of high arrears (AMB-16). */
  isHigh: boolean;
}

/** Usages of the pool are refused. After a write-off it may outlast its episode. */
export interface Suspension {
  readonly episodeId: EpisodeId;
  readonly since: Instant;
  readonly resumeRequires: number;
  readonly capability: string;
}

/** The lots of one account for one resource. */
export interface PoolState {
  /** `inspection`, `ai:mimi`, … */
  readonly resource: string;
  /** In burn-down order. */
  readonly lots: readonly Readonly<LiveLot>[];
  readonly arrears: Readonly<PoolArrears>;
  readonly totals: Readonly<PoolTotals>;
  /** Null if nothing was ever purchased. */
  readonly lastBought: LastBought | null;
  readonly episode: Readonly<OpenEpisode> | null;
  readonly suspension: Suspension | null;
  /** Id of the task about a difference in the pool's figures: usages are refused until an operator decides. Else null. */
  readonly blockedBy: string | null;
}

export interface LedgerState {
  readonly pools: readonly PoolState[];
}

/** The ledger of an account without any purchase. */
export const EMPTY_LEDGER: LedgerState = { pools: [] };

/** Burn-down order: expiry, purchase, credit, id (AMB-11). Total, since ids differ. Negative if `a` is consumed first. */
export function compareLots(a: Readonly<LiveLot>, b: Readonly<LiveLot>): number {
  return (
    compareText(a.expiresAt, b.expiresAt) ||
    compareText(a.purchasedAt, b.purchasedAt) ||
    compareText(a.creditedAt, b.creditedAt) ||
    compareText(a.lotId, b.lotId)
  );
}

/** Order by code units, which for instants is chronological. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Units left in a pool: Σ remaining. */
export function availableOf({
  lots,
}: {
  readonly lots: readonly Readonly<Pick<LotFigures, 'remaining'>>[];
}): number {
  let units = 0;
  for (const lot of lots) units += lot.remaining;
  return units;
}

/** Units of outstanding arrears: incurred and neither settled nor cancelled. */
export function outstandingOf({
  arrears: { incurred, settled, cancelled },
}: {
  readonly arrears: Readonly<Pick<PoolArrears, 'incurred' | 'settled' | 'cancelled'>>;
}): number {
  return incurred - settled - cancelled;
}

/** Number of the oldest outstanding unit; `incurred` if there is none. */
export function oldestArrears({ settled, cancelled, gaps }: Readonly<PoolArrears>): number {
  let pointer = settled + cancelled;
  for (const gap of gaps) pointer -= gap.to - gap.from;
  return pointer;
}
