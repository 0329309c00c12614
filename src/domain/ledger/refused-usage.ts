/** Why a pool refuses a usage, and what it would accept instead (rules §8.7 to §8.9). */
import { emptyPool, openDraft, type PoolDraft } from './draft.ts';
import type { PoolState, StorageYears, Suspension } from './state.ts';
import { storageLeft, unitsStoredFor, type StorageLeft } from './storage.ts';

/** What the account may do at the instant of the usage, resolved by the caller. */
export interface OverdraftPolicy {
  /** Whether units that no lot covers become arrears (inspections) or refuse the usage (AI, AMB-24). */
  readonly overdraft: 'none' | 'arrears';
  /** Most units in arrears that the pool may have; null for no limit (AMB-16). */
  readonly overdraftCap: number | null;
}

/**
 * Why a usage is refused:
 * - `blocked`: the pool is being repaired (rules §8.8);
 * - `suspended`: its arrears suspend every usage (rules §8.9);
 * - `storage`: units remain, but too few with the minimum storage (AMB-10);
 * - `insufficient`: too few units remain, and the pool has no overdraft (AMB-24);
 * - `never_credited`: a pool has no overdraft before its first lot (AMB-16);
 * - `cap`: the arrears would exceed their cap (AMB-16).
 */
export type RefusedUsageReason =
  'blocked' | 'suspended' | 'storage' | 'insufficient' | 'never_credited' | 'cap';

/** A refused usage. It has changed nothing. */
export interface RefusedUsage {
  readonly accepted: false;
  readonly reason: RefusedUsageReason;
  /** Units left in the pool, whatever their storage. */
  readonly available: number;
  /** Units in arrears. */
  readonly outstanding: number;
  readonly suspension: Suspension | null;
  /** Units left by storage, longest first. */
  readonly byStorage: readonly StorageLeft[];
  /**
   * The longest minimum storage with which the same usage would be accepted now. Null if it would be accepted only
   * without a minimum, undefined if it would not be accepted at all.
   */
  readonly acceptedStorageYears: StorageYears | undefined;
}

/** The reason why so many units, each stored for at least `storageYears`, are refused at the draft's instant; else null. */
export function refusedReasonOf(
  pool: PoolDraft,
  quantity: number,
  storageYears: StorageYears,
  { overdraft, overdraftCap }: OverdraftPolicy,
): RefusedUsageReason | null {
  if (pool.blockedBy !== null) return 'blocked';
  if (pool.suspension !== null) return 'suspended';
  const eligible = unitsStoredFor(pool, storageYears);
  if (quantity <= eligible) return null;
  // Arrears begin when nothing is left, not when only units with another storage are (AMB-10).
  if (eligible < pool.available) return 'storage';
  if (overdraft === 'none') return 'insufficient';
  if (pool.totals.credited === 0) return 'never_credited';
  const isBeyondCap = overdraftCap !== null && pool.outstanding + quantity - eligible > overdraftCap;
  return isBeyondCap ? 'cap' : null;
}

export function refusedUsage(
  reason: RefusedUsageReason,
  pool: PoolDraft,
  quantity: number,
  policy: OverdraftPolicy,
): RefusedUsage {
  const { available, outstanding, suspension } = pool;
  const byStorage = storageLeft(pool.lots);
  // Longest first, and no minimum last, so the first minimum that is accepted is the longest.
  const acceptedStorageYears = [...byStorage.map((left) => left.storageYears), null].find(
    (minimum) => refusedReasonOf(pool, quantity, minimum, policy) === null,
  );
  return { accepted: false, reason, available, outstanding, suspension, byStorage, acceptedStorageYears };
}

/**
 * How a pool, stored with everything due booked, would refuse a usage of `quantity` units of any storage. Null if it would
 * accept the usage. `pool` is null if nothing was ever credited or used.
 */
export function refusedUsageOf(
  pool: PoolState | null,
  quantity: number,
  policy: OverdraftPolicy,
): RefusedUsage | null {
  const [draft = emptyPool('')] = pool === null ? [] : openDraft({ pools: [pool] }).pools;
  const reason = refusedReasonOf(draft, quantity, null, policy);
  return reason === null ? null : refusedUsage(reason, draft, quantity, policy);
}
