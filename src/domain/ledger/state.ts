/**
 * What the head of an account's ledger stores: its pools, each with the lots that still live, its arrears and its sums.
 * Nothing in it grows with history: a lot that is spent or expired leaves it, and arrears are two counters a storage
 * term, so the cost of a use is the same after a year.
 *
 * How later operations fit in without changing a shape:
 * - void units of a lot: `lot.voided` and `totals.voided` grow, entry `lot.voided` moves `lot:` to `voided:`.
 * - extend a lot: `expiresAt` changes and the lot is put back in its place; no units move, so there is no entry.
 * - write arrears off: `settled` and `totals.writtenOff` grow, entry `arrears.written_off` moves `written-off:` to
 *   `arrears:`.
 * - reverse a use (AMB-26): entry `usage.reversed` undoes its draws (`consumed` shrinks) and its arrears; entry
 *   `offset.returned` gives back what an offset paid (`offset` shrinks). A lot that had left comes back from its own
 *   record. Arrears undone amid the open ones need a list of cancelled ranges beside the counters, which the oldest-first
 *   pointer jumps over, and a term `cancelled` in the identity of settled arrears; both are additions.
 */
import type { Instant } from '../instant.ts';
import type { OpenEpisode, Suspension } from './episode.ts';

/** Years of storage that a unit pays for; null where the resource has none, or none was asked for. */
export type StorageYears = number | null;

/** A lot with units left. All figures are units, integers ≥ 0, and credited = the sum of the others (rules §8.8). */
export interface LiveLot {
  readonly lotId: string;
  readonly orderId: string | null;
  readonly lineId: string | null;
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
 * Arrears of one storage term. Both counters only grow; outstanding = incurred − settled. The arrears units of a term
 * are thus numbered from 0, a use owns the range it caused and an offset the range it paid, oldest first.
 */
export interface ArrearsOfStorage {
  readonly storageYears: StorageYears;
  incurred: number;
  settled: number;
}

/** Sums over all lots the pool ever had. credited = consumed + offset + expired + voided + available. */
export interface PoolTotals {
  credited: number;
  consumed: number;
  offset: number;
  expired: number;
  voided: number;
  /** Units of arrears that were given up. Σ settled = offset + writtenOff. */
  writtenOff: number;
}

/** The lots of one account for one resource. */
export interface PoolState {
  /** `inspection`, `ai:mimi`, … */
  readonly resource: string;
  /** In burn order. */
  readonly lots: readonly Readonly<LiveLot>[];
  readonly arrears: readonly Readonly<ArrearsOfStorage>[];
  readonly totals: Readonly<PoolTotals>;
  readonly episode: Readonly<OpenEpisode> | null;
  readonly suspension: Suspension | null;
  /** Id of the task about a difference in the pool's figures: nobody draws until an operator decides; else null. */
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

/** Arrears not yet settled, of all storage terms. */
export function outstandingOf(pool: PoolState): number {
  let units = 0;
  for (const term of pool.arrears) units += term.incurred - term.settled;
  return units;
}

/** The next instant at which something is due by itself (a lot expires), or null. */
export function nextDueAt(state: LedgerState): Instant | null {
  let next: Instant | null = null;
  for (const { lots } of state.pools) {
    const first = lots[0];
    if (first !== undefined && (next === null || first.expiresAt < next)) next = first.expiresAt;
  }
  return next;
}
