/**
 * The working copy of a ledger state. For speed, operations change it in place: the caller copies the stored state once
 * (`openDraft`), books a whole batch on the copy, and stores `stateOf` the copy, or discards it if the transaction fails.
 * A refused usage changes nothing. No other code may hold a reference into a draft.
 */
import type { LotId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { InvariantError } from './invariant-error.ts';
import {
  type OpenEpisode,
  type Suspension,
  availableOf,
  outstandingOf,
  type LastBought,
  type LedgerState,
  type LiveLot,
  type PoolArrears,
  type PoolState,
  type PoolTotals,
} from './state.ts';

/** A mutable pool, with its two sums. */
export interface PoolDraft {
  readonly resource: string;
  readonly lots: LiveLot[];
  readonly arrears: PoolArrears;
  readonly totals: PoolTotals;
  lastBought: LastBought | null;
  /** Σ remaining of the lots. */
  available: number;
  /** `outstandingOf` the arrears. */
  outstanding: number;
  episode: OpenEpisode | null;
  suspension: Suspension | null;
  blockedBy: string | null;
}

export interface LedgerDraft {
  readonly pools: PoolDraft[];
  /** The instant up to which everything due is booked, and at which operations take place. Null until `settleDue` ran. */
  at: Instant | null;
}

/** Copies a stored state for a batch. The copy shares nothing with it. */
export function openDraft(state: LedgerState): LedgerDraft {
  return { pools: state.pools.map(poolDraftOf), at: null };
}

function poolDraftOf(pool: PoolState): PoolDraft {
  return {
    resource: pool.resource,
    lots: pool.lots.map((lot) => ({ ...lot })),
    arrears: { ...pool.arrears },
    totals: { ...pool.totals },
    lastBought: pool.lastBought,
    available: availableOf(pool),
    outstanding: outstandingOf(pool),
    episode: pool.episode === null ? null : { ...pool.episode },
    suspension: pool.suspension,
    blockedBy: pool.blockedBy,
  };
}

/** The state to store. It shares its lots with the draft, so the draft must not be used afterwards. */
export function stateOf(draft: LedgerDraft): LedgerState {
  return {
    pools: draft.pools.map(
      ({ resource, lots, arrears, totals, lastBought, episode, suspension, blockedBy }) => ({
        resource,
        lots,
        arrears,
        totals,
        lastBought,
        episode,
        suspension,
        blockedBy,
      }),
    ),
  };
}

/** The pool of a resource; undefined if the account never had one. */
export function findPool(draft: LedgerDraft, resource: string): PoolDraft | undefined {
  for (const pool of draft.pools) if (pool.resource === resource) return pool;
  return undefined;
}

/** A pool without lots and arrears. It belongs to the draft once it is pushed to its pools. */
export function emptyPool(resource: string): PoolDraft {
  const totals = { credited: 0, consumed: 0, offset: 0, expired: 0, voided: 0, writtenOff: 0 };
  const status = { lastBought: null, episode: null, suspension: null, blockedBy: null };
  const arrears = { incurred: 0, settled: 0, cancelled: 0, gaps: [] };
  return { resource, lots: [], arrears, totals, available: 0, outstanding: 0, ...status };
}

/** A live lot with its pool; undefined if there is none. */
export function findLot(
  draft: LedgerDraft,
  resource: string,
  lotId: LotId,
): { readonly pool: PoolDraft; readonly lot: LiveLot } | undefined {
  const pool = findPool(draft, resource);
  const lot = pool?.lots.find((live) => live.lotId === lotId);
  return pool === undefined || lot === undefined ? undefined : { pool, lot };
}

/** The instant of the draft. Throws `InvariantError` if what is due has not been booked: settle first (rules §8.6). */
export function settledAt(draft: LedgerDraft): Instant {
  if (draft.at === null) throw new InvariantError('what is due was not booked before the operation', {});
  return draft.at;
}
