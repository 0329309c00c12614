/**
 * Verifies the ledger of one account while others write it: the new part of the journal, against the state as it was when the
 * check began. A suspected difference is confirmed with the whole journal, then in the transaction that blocks the pools.
 */
import type { AccountId } from '../../../domain/ids.ts';
import { GENESIS } from '../../../domain/ledger/hash-chain.ts';
import { beginCheck, copyOfCheck, type JournalCheck } from '../../../domain/ledger/journal-check.ts';
import { figuresFromStored, storedFigures } from '../../../domain/ledger/stored-figures.ts';
import type { Database } from '../../../storage/database.ts';
import type { CheckedPlace, VerificationDocument } from '../../../storage/collections/verifications.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import { SYSTEM } from '../../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../../storage/transaction.ts';
import { blockPools } from '../repair/block-pools.ts';
import { repairCheckpoints } from '../repair/repair-checkpoints.ts';
import { compareLedger, readJournal, type LedgerInconsistency, type ReadOptions } from './check-ledger.ts';
import { CheckpointCheck } from './checkpoint-check.ts';
import { lockLedger } from '../ledger-state.ts';
import { isConsistent, reportedDifferences, unreportedIn } from './reported-differences.ts';

/** `known`: a pool is blocked already and waits for an operator. `blocked`: this check blocked one. */
export type Verdict = 'sound' | 'known' | 'blocked';

export interface Verified {
  readonly verdict: Verdict;
  readonly entries: number;
  /** Checkpoints that differed and were repaired. */
  readonly checkpoints: number;
  /** To be stored: how far the journal is verified. Null where nothing of it is. */
  readonly verification: VerificationDocument | null;
}

export interface VerifyOptions extends Pick<ReadOptions, 'onProgress'> {
  /** Reads the whole journal, not only what is new. */
  readonly whole: boolean;
}

/** `state` is the stored ledger; `earlier` is null for an account that was never verified. */
export async function verifyLedger(
  dependencies: TransactionDependencies,
  state: LedgerDocument,
  earlier: VerificationDocument | null,
  { whole, onProgress }: VerifyOptions,
): Promise<Verified> {
  const { database, serverNow } = dependencies;
  let entries = 0;
  const counted = {
    onProgress: (read: number) => {
      entries += read;
      onProgress?.(read);
    },
  };
  const isBlocked = state.pools.some(({ blockedBy }) => blockedBy !== null);
  const verified = (
    found: 'nothing' | 'difference',
    check: JournalCheck,
    isWhole: boolean,
    checkpoints = 0,
  ): Verified => {
    const checkedAt = serverNow();
    const wholeAt = isWhole ? checkedAt : (earlier?.wholeAt ?? checkedAt);
    // The next check cannot continue from figures read after a broken entry.
    const place = check.firstBreak === null ? placeOf(check) : earlier;
    const verdict = found === 'difference' ? 'blocked' : isBlocked ? 'known' : 'sound';
    const verification = place && {
      ...place,
      _id: state._id,
      base: earlier?.base ?? null,
      checkedAt,
      wholeAt,
    };
    return { verdict, entries, checkpoints, verification };
  };
  const readFrom = async (check: JournalCheck) => {
    const checkpoints = new CheckpointCheck(database, state._id, check.readTo, state.sequence);
    const options = { ...counted, checkpoints };
    await readJournal(database, state, check, options);
    await checkpoints.close();
    const inconsistency = await compareLedger(database, state, check);
    const isUnreported = await hasUnreported(database, state._id, inconsistency);
    return { inconsistency, isUnreported, checkpoints };
  };

  if (!whole && earlier !== null && earlier.sequence <= state.sequence) {
    const check = beginAt(earlier);
    const { isUnreported, checkpoints } = await readFrom(check);
    if (!isUnreported && checkpoints.wrong.length === 0) return verified('nothing', check, false);
  }

  const check = beginAt(earlier?.base ?? null);
  const { inconsistency, isUnreported, checkpoints } = await readFrom(check);
  const found = isUnreported ? await confirm(dependencies, state._id, check) : 'nothing';
  const { wrong, isFull } = checkpoints;
  // A journal whose chain is broken proves no checkpoint wrong.
  const isProven = wrong.length > 0 && inconsistency.chain === null;
  const repaired = isProven ? await repairCheckpoints(dependencies, state, wrong) : 0;
  // If there may be more, this does not count as a check of the whole.
  return verified(found, check, !isFull, repaired);
}

async function hasUnreported(
  database: Database,
  accountId: AccountId,
  found: LedgerInconsistency,
): Promise<boolean> {
  return (
    !isConsistent(found) && !isConsistent(unreportedIn(found, await reportedDifferences(database, accountId)))
  );
}

/** Begins a check after a place that was checked before, or at the first entry. */
function beginAt(place: CheckedPlace | null): JournalCheck {
  if (place === null) return beginCheck(GENESIS);
  const { sequence, hash, at, figures } = place;
  return beginCheck({ sequence, hash, at }, figuresFromStored(figures));
}

/** The place that a check has reached. Only for a check that found no broken entry. */
function placeOf({ end, figures }: JournalCheck): CheckedPlace {
  return { ...end, figures: storedFigures(figures) };
}

/** Checks again with the ledger locked. A difference that is still there and has no task blocks its pools. */
async function confirm(
  dependencies: TransactionDependencies,
  accountId: AccountId,
  before: JournalCheck,
): Promise<'nothing' | 'difference'> {
  const { database } = dependencies;
  return runTransaction(dependencies, SYSTEM, async (unit) => {
    const { session } = unit;
    const state = await lockLedger(database, accountId, session);
    if (state === null) return 'nothing';
    const check = copyOfCheck(before);
    await readJournal(database, state, check, { session });
    const inconsistency = await compareLedger(database, state, check, session);
    const unreported = unreportedIn(inconsistency, await reportedDifferences(database, accountId, session));
    if (isConsistent(unreported)) return 'nothing';
    await blockPools(unit, state, { check, inconsistency, unreported });
    return 'difference';
  });
}
