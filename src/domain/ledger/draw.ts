/** Draws: the units of one usage that single lots pay, taken in burn-down order (rules §8.7, AMB-11). */
import type { LotId } from '../ids.ts';
import type { PoolDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { lotAccount, type MoneyPosting, type Posting } from './journal-entry.ts';
import { deferredChange, NO_MONEY } from './lot-money.ts';
import { isStoredFor } from './storage.ts';
import type { LiveLot, StorageYears } from './state.ts';

/** The part of a usage that one lot paid. `units` is an integer ≥ 1. */
export interface Draw {
  readonly lotId: LotId;
  readonly storageYears: StorageYears;
  readonly units: number;
}

/** The draws of one usage, their postings, and the lots that they exhausted, all in burn-down order. */
export interface Drawn {
  readonly draws: readonly Draw[];
  readonly postings: readonly Posting[];
  /** The changes of the lots' deferred money. */
  readonly deferred: readonly MoneyPosting[];
  /** These lots have left the pool. */
  readonly exhausted: readonly LiveLot[];
}

const NO_LOTS: readonly LiveLot[] = [];

/**
 * Takes `units` from the lots that are stored for at least `storageYears`. The caller has checked that these lots have
 * so many units.
 */
export function drawFromLots(pool: PoolDraft, storageYears: StorageYears, units: number): Drawn {
  const { lots, totals } = pool;
  const draws: Draw[] = [];
  const postings: Posting[] = [];
  let deferred = NO_MONEY;
  let exhausted: LiveLot[] | null = null;
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
    assertLot(lot);
    draws.push({ lotId: lot.lotId, storageYears: lot.storageYears, units: drawn });
    postings.push({ account: lotAccount(lot.lotId), units: -drawn });
    const change = deferredChange(lot, -drawn);
    if (change.length > 0) deferred = deferred.length === 0 ? change : [...deferred, ...change];
    if (lot.remaining === 0) {
      if (index === 0) lots.shift();
      else lots.splice(index, 1);
      (exhausted ??= []).push(lot);
    } else {
      index++;
    }
  }
  totals.consumed += units - left;
  pool.available -= units - left;
  return { draws, postings, deferred, exhausted: exhausted ?? NO_LOTS };
}
