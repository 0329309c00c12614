/**
 * What the head of an account's ledger stores: its pools, each with the lots that still live, its arrears and its sums.
 * Nothing in it grows with history: a lot that is spent or expired leaves it, and arrears are three counters, so the
 * cost of a use is the same after a year.
 *
 * What each operation moves, and the entries it makes; figures of a lot and totals of its pool always move together:
 * - credit: `credited` grows (`lot.credited`), then the lot pays arrears: `offset` and `settled` grow (`arrears.offset`).
 * - use: `consumed` grows; what the pool has no unit for is `incurred` (`usage.accepted`).
 * - expiry: what remains is `expired` (`lot.expired`). Void: some of what remains is `voided` (`lot.voided`).
 * - extension: `expiresAt` changes and the lot takes its new place; no units move, so there is no entry.
 * - write-off: `settled` and `writtenOff` grow (`arrears.written_off`).
 * - reversal (AMB-26): payments of the use's arrears go back where they came from, `offset` or `writtenOff` and `settled`
 *   shrink (`offset.returned`, `write_off.undone`); its draws go back, `consumed` shrinks, and all its arrears are
 *   `cancelled` (`usage.reversed`). A lot that had left comes back from its own record.
 */
import type { LineId, LotId, OrderId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { OpenEpisode, Suspension } from './open-episode.ts';
import type { UnitRange } from './unit-range.ts';

/** Years of storage that a unit pays for, or that a use asks for at least; null for none. */
export type StorageYears = number | null;

/** A lot with units left. All figures are units, integers ≥ 0, and credited = the sum of the others (rules §8.8). */
export interface LiveLot {
  readonly lotId: LotId;
  readonly orderId: OrderId | null;
  readonly lineId: LineId | null;
  readonly storageYears: StorageYears;
  readonly purchasedAt: Instant;
  readonly creditedAt: Instant;
  /** Exclusive end (AMB-08). */
  expiresAt: Instant;
  credited: number;
  consumed: number;
  /** Units that paid arrears. */
  offset: number;
  expired: number;
  voided: number;
  remaining: number;
}

/** A lot that left the head: its final figures, why and when. */
export interface DeadLot extends Readonly<LiveLot> {
  readonly state: 'exhausted' | 'expired' | 'voided';
  readonly endedAt: Instant;
}

/**
 * Arrears of a pool (AMB-19); outstanding = incurred − settled − cancelled. `incurred` only grows, so the units in
 * arrears are numbered from 0: a use owns the range it caused, a payment the ranges it settled. Arrears are paid
 * oldest first, so a pointer (`oldestArrears`) divides the units: nothing before it is outstanding, and everything
 * after it is, except for the gaps.
 */
export interface PoolArrears {
  incurred: number;
  /** Paid by a lot or written off, and not returned. */
  settled: number;
  /** Undone with the use that caused them. */
  cancelled: number;
  /** Cancelled ranges behind the pointer, in order, none touching another or the pointer. Replaced, never changed. */
  gaps: readonly UnitRange[];
}

/** Sums over all lots the pool ever had. credited = consumed + offset + expired + voided + available. */
export interface PoolTotals {
  credited: number;
  consumed: number;
  offset: number;
  expired: number;
  voided: number;
  /** Units of arrears that were given up. Settled arrears = offset + writtenOff. */
  writtenOff: number;
}

/** What was last paid for in a pool: the line with the newest capture (D-10). Goodwill is none. */
export interface LastBought {
  readonly productLine: string;
  readonly sku: string;
  readonly storageYears: StorageYears;
  readonly purchasedAt: Instant;
}

/** The lots of one account for one resource. */
export interface PoolState {
  /** `inspection`, `ai:mimi`, … */
  readonly resource: string;
  /** In burn order. */
  readonly lots: readonly Readonly<LiveLot>[];
  readonly arrears: Readonly<PoolArrears>;
  readonly totals: Readonly<PoolTotals>;
  /** Null where nothing was ever paid for. */
  readonly lastBought: LastBought | null;
  readonly episode: Readonly<OpenEpisode> | null;
  readonly suspension: Suspension | null;
  /** Id of the task about a difference in the pool's figures: usages are refused until an operator decides. Else null. */
  readonly blockedBy: string | null;
}

export interface LedgerState {
  readonly pools: readonly PoolState[];
}

/** The ledger of an account that never bought anything. */
export const EMPTY_LEDGER: LedgerState = { pools: [] };

/** Burn order: expiry, purchase, credit, id (AMB-11). Total, as ids differ. Negative when `a` is drawn first. */
export function compareLots(a: Readonly<LiveLot>, b: Readonly<LiveLot>): number {
  return (
    compareText(a.expiresAt, b.expiresAt) ||
    compareText(a.purchasedAt, b.purchasedAt) ||
    compareText(a.creditedAt, b.creditedAt) ||
    compareText(a.lotId, b.lotId)
  );
}

/** Order of code units, which for instants is the order of time. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Units that can be drawn: Σ remaining. */
export function availableOf(pool: PoolState): number {
  let units = 0;
  for (const lot of pool.lots) units += lot.remaining;
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
