/** Consumes units of a pool: which lots pay for a usage and what becomes arrears, or why it is refused whole (rules §8.7). */
import { emptyPool, findPool, settledAt, type LedgerDraft, type PoolDraft } from './draft.ts';
import { drawFromLots, type Draw } from './draw.ts';
import { arrearsAccount, consumedAccount, type Movement, type Posting } from './journal-entry.ts';
import { NO_MONEY } from './lot-money.ts';
import { recordMovement } from './record-movement.ts';
import { refusedReasonOf, refusedUsage, type OverdraftPolicy, type RefusedUsage } from './refused-usage.ts';
import type { DeadLot, StorageYears } from './state.ts';
import { unitsStoredFor } from './storage.ts';
import type { UnitRange } from './unit-range.ts';

/** A usage to decide. */
export interface RequestedUsage {
  readonly resource: string;
  /** Units, an integer ≥ 1. */
  readonly quantity: number;
  /** Minimum storage of the units. Binding: lots with less storage are not used (AMB-10). */
  readonly storageYears?: StorageYears;
  /** Minimum storage if `storageYears` is absent. It applies only if lots with it cover the whole usage (D-08). */
  readonly preferredStorageYears?: StorageYears;
}

/** Units that no lot has paid yet, and their numbers among the pool's units in arrears. */
export interface IncurredArrears {
  readonly units: number;
  readonly range: UnitRange;
}

export interface AcceptedUsage {
  readonly accepted: true;
  /** The minimum storage that was applied to the draws. */
  readonly storageYears: StorageYears;
  /** In burn-down order; Σ units + arrears = quantity. */
  readonly draws: readonly Draw[];
  readonly arrears: IncurredArrears | null;
  /** Lots that this usage exhausted. They have left the draft. */
  readonly deadLots: readonly DeadLot[];
  /** `usage.accepted` */
  readonly movement: Movement;
}

const NO_DEAD_LOTS: readonly DeadLot[] = [];
const NO_DRAWS = { draws: [], postings: [], deferred: NO_MONEY, exhausted: [] } as const;

/**
 * Decides and books one usage at the draft's instant. A refused usage is a value and changes nothing. Throws `RangeError`
 * for a quantity that is not an integer ≥ 1: the contract has checked it before.
 */
export function consume(
  draft: LedgerDraft,
  usage: RequestedUsage,
  policy: OverdraftPolicy,
): AcceptedUsage | RefusedUsage {
  const { quantity, resource } = usage;
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`not a quantity: ${quantity}`);
  const at = settledAt(draft);
  const known = findPool(draft, resource);
  const pool = known ?? emptyPool(resource);
  const storageYears = minimumStorageOf(pool, usage);
  const reason = refusedReasonOf(pool, quantity, storageYears, policy);
  if (reason !== null) return refusedUsage(reason, pool, quantity, policy);

  // Only now, since a refused usage must not leave a new pool behind.
  if (known === undefined) draft.pools.push(pool);
  const uncovered = Math.max(0, quantity - unitsStoredFor(pool, storageYears));
  const { draws, postings, deferred, exhausted } =
    quantity > uncovered ? drawFromLots(pool, storageYears, quantity - uncovered) : NO_DRAWS;
  const incurred = uncovered > 0 ? incur(pool, uncovered) : null;
  const movement = recordMovement(
    pool,
    at,
    'usage.accepted',
    [
      ...postings,
      ...(incurred === null ? [] : [incurred.posting]),
      { account: consumedAccount(resource), units: quantity },
    ],
    deferred,
  );
  const deadLots =
    exhausted.length === 0
      ? NO_DEAD_LOTS
      : exhausted.map((lot): DeadLot => ({ ...lot, state: 'exhausted', endedAt: at }));
  return { accepted: true, storageYears, draws, arrears: incurred?.arrears ?? null, deadLots, movement };
}

/** A preferred storage that does not cover the usage is ignored. */
function minimumStorageOf(pool: PoolDraft, usage: RequestedUsage): StorageYears {
  const { quantity, storageYears = null, preferredStorageYears = null } = usage;
  if (storageYears !== null || preferredStorageYears === null) return storageYears;
  return quantity <= unitsStoredFor(pool, preferredStorageYears) ? preferredStorageYears : null;
}

function incur(
  pool: PoolDraft,
  units: number,
): { readonly arrears: IncurredArrears; readonly posting: Posting } {
  const { arrears } = pool;
  const from = arrears.incurred;
  arrears.incurred += units;
  pool.outstanding += units;
  return {
    arrears: { units, range: { from, to: arrears.incurred } },
    posting: { account: arrearsAccount(pool.resource), units: -units },
  };
}
