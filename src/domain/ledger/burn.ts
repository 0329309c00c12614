/** One use of units: which lots pay for it, what becomes arrears, or why it is refused whole (rules §8.7). */
import { emptyPool, findArrears, findPool, settledAt, type LedgerDraft, type PoolDraft } from './draft.ts';
import type { Suspension } from './open-episode.ts';
import { assertLot, assertMovement } from './identities.ts';
import { arrearsAccount, consumedAccount, lotAccount, type Movement, type Posting } from './journal-entry.ts';
import type { UnitRange } from './unit-range.ts';
import type { DeadLot, LiveLot, StorageYears } from './state.ts';

export interface Use {
  readonly resource: string;
  /** Units, an integer ≥ 1. */
  readonly quantity: number;
  /** With a term only lots of that term are drawn; without one any lot is (AMB-10). */
  readonly storageYears?: StorageYears;
}

/** What the account may do at the instant of the use, resolved by the caller. */
export interface BurnPolicy {
  /** Whether units that no lot covers become arrears (inspections) or refuse the use (AI, AMB-24). */
  readonly overdraft: 'none' | 'arrears';
  /** Most arrears the pool may have, all terms together; null for no limit (AMB-16). */
  readonly overdraftCap: number | null;
}

/** Units that one lot paid. */
export interface Draw {
  readonly lotId: string;
  readonly storageYears: StorageYears;
  readonly units: number;
}

/** Units that no lot paid yet, and which of the term's arrears units they are. */
export interface CausedArrears {
  readonly storageYears: StorageYears;
  readonly units: number;
  readonly range: UnitRange;
}

export interface BurnAccepted {
  readonly accepted: true;
  /** In burn order; Σ units + arrears = quantity. */
  readonly draws: readonly Draw[];
  readonly arrears: CausedArrears | null;
  /** True when the pool had units before and has none after (`pool.exhausted`). */
  readonly exhaustedPool: boolean;
  /** Lots that this use spent; they have left the draft. */
  readonly deadLots: readonly DeadLot[];
  readonly movement: Movement;
}

/** Nothing changed. `available` counts the units that the use could have drawn. */
export interface BurnRefused {
  readonly accepted: false;
  /** Arrears of any term suspend every use, covered or not (rules §8.8). */
  readonly reason: 'blocked' | 'suspended' | 'insufficient' | 'cap';
  readonly available: number;
  /** Arrears of the pool, all terms together. */
  readonly outstanding: number;
  readonly suspension: Suspension | null;
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
  const storageYears = use.storageYears ?? null;

  const available = storageYears === null ? pool.available : availableOfTerm(pool, storageYears);
  const uncovered = quantity > available ? quantity - available : 0;
  if (pool.blockedBy !== null) return refused('blocked', pool, available);
  if (pool.suspension !== null) return refused('suspended', pool, available);
  if (uncovered > 0) {
    if (policy.overdraft === 'none') return refused('insufficient', pool, available);
    const { overdraftCap } = policy;
    if (overdraftCap !== null && pool.outstanding + uncovered > overdraftCap) {
      return refused('cap', pool, available);
    }
  }

  // Only now: a refused use leaves no pool behind.
  if (known === undefined) draft.pools.push(pool);
  const { resource } = pool;
  const draws: Draw[] = [];
  const postings: Posting[] = [];
  const hadUnits = pool.available > 0;
  let deadLots = NO_DEAD_LOTS;
  if (quantity > uncovered) {
    const spent = draw(pool, storageYears, quantity - uncovered, draws, postings);
    if (spent !== null) {
      for (const lot of spent) assertLot(lot);
      deadLots = spent.map((lot) => ({ ...lot, state: 'exhausted', endedAt: at }));
    }
  }
  const arrears = uncovered > 0 ? incur(pool, storageYears, uncovered, postings) : null;
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
    draws,
    arrears,
    exhaustedPool: hadUnits && pool.available === 0,
    deadLots,
    movement,
  };
}

function refused(
  reason: BurnRefused['reason'],
  { outstanding, suspension }: PoolDraft,
  available: number,
): BurnRefused {
  return { accepted: false, reason, available, outstanding, suspension };
}

function availableOfTerm(pool: PoolDraft, storageYears: number): number {
  let units = 0;
  for (const lot of pool.lots) if (lot.storageYears === storageYears) units += lot.remaining;
  return units;
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
    if (storageYears !== null && lot.storageYears !== storageYears) {
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

function incur(
  pool: PoolDraft,
  storageYears: StorageYears,
  units: number,
  postings: Posting[],
): CausedArrears {
  let term = findArrears(pool, storageYears);
  if (term === undefined) {
    term = { storageYears, incurred: 0, settled: 0, cancelled: 0, gaps: [] };
    pool.arrears.push(term);
  }
  const from = term.incurred;
  term.incurred += units;
  pool.outstanding += units;
  postings.push({ account: arrearsAccount(pool.resource, storageYears), units: -units });
  return { storageYears, units, range: { from, to: term.incurred } };
}
