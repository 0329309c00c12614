/** Credits a lot: it pays the arrears it may pay first (AMB-19), what is left of it joins the pool (rules §8.10). */
import type { Instant } from '../instant.ts';
import { emptyPool, findArrears, findPool, settledAt, type LedgerDraft, type PoolDraft } from './draft.ts';
import { assertLot, assertMovement } from './identities.ts';
import { InvariantError } from './invariant-error.ts';
import {
  arrearsAccount,
  grantedAccount,
  lotAccount,
  type JournalEntryKind,
  type Movement,
  type Posting,
} from './journal-entry.ts';
import { expire, type Expiry } from './settle-due.ts';
import { compareLots, type DeadLot, type LiveLot, type StorageYears } from './state.ts';
import type { UnitRange } from './unit-range.ts';

/** A lot to credit. It is credited at the draft's instant. */
export interface NewLot {
  readonly lotId: string;
  readonly orderId: string | null;
  readonly lineId: string | null;
  readonly storageYears: StorageYears;
  /** The capture (rules §8.4), for goodwill the credit itself. */
  readonly purchasedAt: Instant;
  /** Exclusive end (AMB-08). */
  readonly expiresAt: Instant;
  /** An integer ≥ 1. */
  readonly units: number;
}

/** Arrears of one storage term that the lot paid: which units of the term. */
export interface Offset {
  readonly storageYears: StorageYears;
  readonly units: number;
  readonly range: UnitRange;
}

export interface Credited {
  /** The lot as it is now, a copy. */
  readonly lot: Readonly<LiveLot>;
  /** Set when nothing is left of the lot: arrears took all of it, or its end had passed before it was credited. */
  readonly deadLot: DeadLot | null;
  /** In the order paid: own term first, then arrears without a term. */
  readonly offsets: readonly Offset[];
  /** Set when the lot's end had passed: it pays no arrears and expires as it is credited. */
  readonly expiry: Expiry | null;
  /** In order: `lot.credited`, then `arrears.offset` or `lot.expired` if there was one. */
  readonly movements: readonly Movement[];
}

/** Credits a lot to the pool of a resource at the draft's instant. Throws `RangeError` on units that are none. */
export function credit(draft: LedgerDraft, resource: string, newLot: NewLot): Credited {
  const at = settledAt(draft);
  const lot = liveLotOf(newLot, at);
  let pool = findPool(draft, resource);
  if (pool === undefined) draft.pools.push((pool = emptyPool(resource)));
  insert(pool, lot);
  const movements = [book(pool, lot, at)];

  if (lot.expiresAt <= at) {
    const expiry = expire(pool, lot, at);
    movements.push(expiry.movement);
    return { lot: { ...lot }, deadLot: expiry.lot, offsets: [], expiry, movements };
  }
  const offsets: Offset[] = [];
  if (pool.outstanding > 0) {
    const movement = offsetArrears(pool, lot, at, offsets);
    if (movement !== null) movements.push(movement);
  }
  let deadLot: DeadLot | null = null;
  if (lot.remaining === 0) {
    pool.lots.splice(pool.lots.indexOf(lot), 1);
    deadLot = { ...lot, state: 'exhausted', endedAt: at };
  }
  return { lot: { ...lot }, deadLot, offsets, expiry: null, movements };
}

function liveLotOf(newLot: NewLot, creditedAt: Instant): LiveLot {
  const { lotId, orderId, lineId, storageYears, purchasedAt, expiresAt, units } = newLot;
  if (!Number.isSafeInteger(units) || units < 1) throw new RangeError(`not units of a lot: ${units}`);
  return {
    lotId,
    orderId,
    lineId,
    storageYears,
    purchasedAt,
    creditedAt,
    expiresAt,
    credited: units,
    consumed: 0,
    offset: 0,
    expired: 0,
    voided: 0,
    remaining: units,
  };
}

/** Puts a lot in its place of the burn order. */
function insert(pool: PoolDraft, lot: LiveLot): void {
  let low = 0;
  let high = pool.lots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = pool.lots[middle];
    if (other !== undefined && compareLots(other, lot) < 0) low = middle + 1;
    else high = middle;
  }
  const next = pool.lots[low];
  if (next !== undefined && next.lotId === lot.lotId) {
    throw new InvariantError('a lot is credited once', { lotId: lot.lotId });
  }
  pool.lots.splice(low, 0, lot);
  pool.totals.credited += lot.remaining;
  pool.available += lot.remaining;
}

function book(pool: PoolDraft, lot: LiveLot, at: Instant): Movement {
  return recorded(pool, lot, at, 'lot.credited', [
    { account: grantedAccount(pool.resource), units: -lot.credited },
    { account: lotAccount(lot.lotId), units: lot.credited },
  ]);
}

/** Pays arrears from a lot, oldest first: of its own term, then those without a term. Others are not touched. */
function offsetArrears(pool: PoolDraft, lot: LiveLot, at: Instant, offsets: Offset[]): Movement | null {
  const payable = lot.storageYears === null ? [null] : [lot.storageYears, null];
  const postings: Posting[] = [];
  let paid = 0;
  for (const storageYears of payable) {
    const term = findArrears(pool, storageYears);
    if (term === undefined) continue;
    const units = Math.min(term.incurred - term.settled, lot.remaining - paid);
    if (units === 0) continue;
    const from = term.settled;
    term.settled += units;
    paid += units;
    offsets.push({ storageYears, units, range: { from, to: term.settled } });
    postings.push({ account: arrearsAccount(pool.resource, storageYears), units });
  }
  if (paid === 0) return null;
  postings.push({ account: lotAccount(lot.lotId), units: -paid });
  lot.offset += paid;
  lot.remaining -= paid;
  pool.totals.offset += paid;
  pool.available -= paid;
  pool.outstanding -= paid;
  return recorded(pool, lot, at, 'arrears.offset', postings);
}

function recorded(
  pool: PoolDraft,
  lot: LiveLot,
  at: Instant,
  kind: JournalEntryKind,
  postings: readonly Posting[],
): Movement {
  const { resource } = pool;
  const balanceAfter = { resource, available: pool.available, arrears: pool.outstanding };
  const movement: Movement = { at, kind, postings, balanceAfter };
  assertLot(lot);
  assertMovement(pool, movement);
  return movement;
}
