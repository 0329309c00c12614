/** One use of units: which lots pay for it, what becomes arrears, or why it is refused whole (rules §8.7). */
import type { LotId } from '../ids.ts';
import { emptyPool, findPool, openDraft, settledAt, type LedgerDraft, type PoolDraft } from './draft.ts';
import type { Suspension } from './open-episode.ts';
import { assertLot, assertMovement } from './identities.ts';
import { arrearsAccount, consumedAccount, lotAccount, type Movement, type Posting } from './journal-entry.ts';
import { storageLeft, unitsStoredFor, isStoredFor, type StorageLeft } from './storage.ts';
import type { UnitRange } from './unit-range.ts';
import type { DeadLot, LiveLot, PoolState, StorageYears } from './state.ts';

export interface Use {
  readonly resource: string;
  /** Units, an integer ≥ 1. */
  readonly quantity: number;
  /** Least storage that the units must have. Binding: lots stored for less are left alone (AMB-10). */
  readonly storageYears?: StorageYears;
  /** Least storage that is wished for where `storageYears` is absent: it holds only if it covers the use (D-08). */
  readonly preferredStorageYears?: StorageYears;
}

/** What the account may do at the instant of the use, resolved by the caller. */
export interface BurnPolicy {
  /** Whether units that no lot covers become arrears (inspections) or refuse the use (AI, AMB-24). */
  readonly overdraft: 'none' | 'arrears';
  /** Most arrears the pool may have; null for no limit (AMB-16). */
  readonly overdraftCap: number | null;
}

/** Units that one lot paid. */
export interface Draw {
  readonly lotId: LotId;
  readonly storageYears: StorageYears;
  readonly units: number;
}

/** Units that no lot paid yet, and which of the pool's units in arrears they are. */
export interface CausedArrears {
  readonly units: number;
  readonly range: UnitRange;
}

export interface BurnAccepted {
  readonly accepted: true;
  /** The minimum storage that was applied to the draws. */
  readonly storageYears: StorageYears;
  /** In burn order; Σ units + arrears = quantity. */
  readonly draws: readonly Draw[];
  readonly arrears: CausedArrears | null;
  /** Lots that this use spent; they have left the draft. */
  readonly deadLots: readonly DeadLot[];
  readonly movement: Movement;
}

/**
 * Why a use is refused: the pool is under repair; its arrears suspend every use (rules §8.8); units are left, but not
 * enough that are stored so long (AMB-10); units are missing and the pool has no overdraft (AMB-24), or none before its
 * first lot, or none beyond its cap (AMB-16).
 */
export type RefusedBecause = 'blocked' | 'suspended' | 'storage' | 'insufficient' | 'never_credited' | 'cap';

/** Nothing changed. */
export interface BurnRefused {
  readonly accepted: false;
  readonly reason: RefusedBecause;
  /** Units of the pool, whatever their storage. */
  readonly available: number;
  readonly outstanding: number;
  readonly suspension: Suspension | null;
  /** What is left by storage, longest first. */
  readonly byStorage: readonly StorageLeft[];
  /**
   * The longest minimum storage with which the same use would be accepted now; null where it would be accepted only
   * without one; undefined where it would not be accepted at all.
   */
  readonly acceptedStorageYears: StorageYears | undefined;
}

const NO_DEAD_LOTS: readonly DeadLot[] = [];

/**
 * Decides and books one use at the draft's instant. Refused uses are values; a quantity that is not an integer ≥ 1 is
 * a `RangeError`, for the contract checks it before.
 */
export function burn(draft: LedgerDraft, use: Use, policy: BurnPolicy): BurnAccepted | BurnRefused {
  const { quantity } = use;
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`not a quantity: ${quantity}`);
  const at = settledAt(draft);
  const known = findPool(draft, use.resource);
  const pool = known ?? emptyPool(use.resource);
  const storageYears = minimumStorageOf(pool, use);
  const reason = whyRefused(pool, quantity, storageYears, policy);
  if (reason !== null) return refused(reason, pool, quantity, policy);
  const uncovered = Math.max(0, quantity - unitsStoredFor(pool, storageYears));

  // Only now: a refused use leaves no pool behind.
  if (known === undefined) draft.pools.push(pool);
  const { resource } = pool;
  const draws: Draw[] = [];
  const postings: Posting[] = [];
  let deadLots = NO_DEAD_LOTS;
  if (quantity > uncovered) {
    const spent = draw(pool, storageYears, quantity - uncovered, draws, postings);
    if (spent !== null) {
      for (const lot of spent) assertLot(lot);
      deadLots = spent.map((lot) => ({ ...lot, state: 'exhausted', endedAt: at }));
    }
  }
  const arrears = uncovered > 0 ? incur(pool, uncovered, postings) : null;
  postings.push({ account: consumedAccount(resource), units: quantity });

  const movement: Movement = {
    at,
    kind: 'usage.accepted',
    postings,
    balanceAfter: { resource, available: pool.available, arrears: pool.outstanding },
  };
  assertMovement(pool, movement);
  return {
    accepted: true,
    storageYears,
    draws,
    arrears,
    deadLots,
    movement,
  };
}

/** What a use of so many units, each stored at least so long, would be refused for at the draft's instant; else null. */
function whyRefused(
  pool: PoolDraft,
  quantity: number,
  storageYears: StorageYears,
  { overdraft, overdraftCap }: BurnPolicy,
): RefusedBecause | null {
  if (pool.blockedBy !== null) return 'blocked';
  if (pool.suspension !== null) return 'suspended';
  const eligible = unitsStoredFor(pool, storageYears);
  if (quantity <= eligible) return null;
  // Arrears begin where nothing is left, not where something else is (AMB-10).
  if (eligible < pool.available) return 'storage';
  if (overdraft === 'none') return 'insufficient';
  if (pool.totals.credited === 0) return 'never_credited';
  const isBeyondCap = overdraftCap !== null && pool.outstanding + quantity - eligible > overdraftCap;
  return isBeyondCap ? 'cap' : null;
}

/** Why a pool, as it is stored and settled, would refuse so many units of any storage; null where it would not. */
export function refusalOf(pool: PoolState | null, quantity: number, policy: BurnPolicy): BurnRefused | null {
  const [draft = emptyPool('')] = pool === null ? [] : openDraft({ pools: [pool] }).pools;
  const reason = whyRefused(draft, quantity, null, policy);
  return reason === null ? null : refused(reason, draft, quantity, policy);
}

/** A wish that the pool does not cover is as if it had not been uttered. */
function minimumStorageOf(pool: PoolDraft, use: Use): StorageYears {
  const { quantity, storageYears = null, preferredStorageYears = null } = use;
  if (storageYears !== null || preferredStorageYears === null) return storageYears;
  return quantity <= unitsStoredFor(pool, preferredStorageYears) ? preferredStorageYears : null;
}

function refused(reason: RefusedBecause, pool: PoolDraft, quantity: number, policy: BurnPolicy): BurnRefused {
  const { available, outstanding, suspension } = pool;
  const byStorage = storageLeft(pool.lots);
  // Longest first, and no minimum last: the first that is accepted is the longest.
  const acceptedStorageYears = [...byStorage.map((left) => left.storageYears), null].find(
    (minimum) => whyRefused(pool, quantity, minimum, policy) === null,
  );
  return {
    accepted: false,
    reason,
    available,
    outstanding,
    suspension,
    byStorage,
    acceptedStorageYears,
  };
}

/** Draws `units`, which the eligible lots have, in burn order. Returns the lots that are spent, or null for none. */
function draw(
  pool: PoolDraft,
  storageYears: StorageYears,
  units: number,
  draws: Draw[],
  postings: Posting[],
): LiveLot[] | null {
  const { lots, totals } = pool;
  let spent: LiveLot[] | null = null;
  let left = units;
  for (let index = 0; left > 0;) {
    const lot = lots[index];
    if (lot === undefined) break;
    if (!isStoredFor(lot, storageYears)) {
      index++;
      continue;
    }
    const drawn = lot.remaining < left ? lot.remaining : left;
    left -= drawn;
    lot.consumed += drawn;
    lot.remaining -= drawn;
    draws.push({ lotId: lot.lotId, storageYears: lot.storageYears, units: drawn });
    postings.push({ account: lotAccount(lot.lotId), units: -drawn });
    if (lot.remaining === 0) {
      if (index === 0) lots.shift();
      else lots.splice(index, 1);
      (spent ??= []).push(lot);
    } else {
      assertLot(lot);
      index++;
    }
  }
  totals.consumed += units - left;
  pool.available -= units - left;
  return spent;
}

function incur(pool: PoolDraft, units: number, postings: Posting[]): CausedArrears {
  const { arrears } = pool;
  const from = arrears.incurred;
  arrears.incurred += units;
  pool.outstanding += units;
  postings.push({ account: arrearsAccount(pool.resource), units: -units });
  return { units, range: { from, to: arrears.incurred } };
}
