/**
 * Verifies the ledger of one account beside those who write it: what is new in the journal, against the head as it was when
 * the check began. A suspicion is proven by the whole journal, and last in the transaction that blocks its pools.
 */
import type { AccountId } from '../../../domain/ids.ts';
import { GENESIS } from '../../../domain/ledger/hash-chain.ts';
import { beginCheck, copyOfCheck, type JournalCheck } from '../../../domain/ledger/journal-check.ts';
import { figuresFromStored, storedFigures } from '../../../domain/ledger/stored-figures.ts';
import type { BalanceDifference } from '../../../domain/ledger/balance-differences.ts';
import type { Database } from '../../../storage/database.ts';
import type { CheckedPlace, VerificationDocument } from '../../../storage/collections/verifications.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import { SYSTEM, transact, type TransactionDependencies } from '../../../storage/unit-of-work.ts';
import { blockPools } from '../repair/block-pools.ts';
import { compareLedger, readJournal, type LedgerInconsistency, type ReadOptions } from './check-ledger.ts';
import { lockLedger } from '../lock-ledger.ts';
import { isEmptyFault, knownDifferences, changesIn } from './known-differences.ts';

/** `known`: an operator has to decide about some pool of it already. `blocked`: since this check. */
export type Verdict = 'sound' | 'known' | 'blocked';

export interface Verified {
  readonly verdict: Verdict;
  readonly entries: number;
  /** To be stored: how far the journal is as it was written. Null where nothing of it can be told. */
  readonly verification: VerificationDocument | null;
}

export interface VerifyOptions extends Pick<ReadOptions, 'onProgress'> {
  /** Reads the whole journal, and not only what is new. */
  readonly whole: boolean;
}

/** `earlier` is null for an account that was never verified. */
export async function verifyLedger(
  dependencies: TransactionDependencies,
  head: LedgerDocument,
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
  const isBlocked = head.pools.some(({ blockedBy }) => blockedBy !== null);
  const verified = (found: 'nothing' | 'news', check: JournalCheck, isWhole: boolean): Verified => {
    const checkedAt = serverNow();
    const wholeAt = isWhole ? checkedAt : (earlier?.wholeAt ?? checkedAt);
    // Figures read behind a fault are of no use to go on with.
    const place = check.firstBreak === null ? placeOf(check) : earlier;
    const verdict = found === 'news' ? 'blocked' : isBlocked ? 'known' : 'sound';
    const verification = place && {
      ...place,
      _id: head._id,
      base: earlier?.base ?? null,
      checkedAt,
      wholeAt,
    };
    return { verdict, entries, verification };
  };

  if (!whole && earlier !== null && earlier.sequence <= head.sequence) {
    const check = beginAt(earlier);
    const ofUses = await readJournal(database, head._id, check, head.sequence, counted);
    const fault = await compareLedger(database, head, check, ofUses);
    if (!(await areChanges(database, head._id, fault))) return verified('nothing', check, false);
  }

  const check = beginAt(earlier?.base ?? null);
  const ofUses = await readJournal(database, head._id, check, head.sequence, counted);
  const fault = await compareLedger(database, head, check, ofUses);
  if (!(await areChanges(database, head._id, fault))) return verified('nothing', check, true);
  return verified(await confirm(dependencies, head._id, check, ofUses), check, true);
}

async function areChanges(
  database: Database,
  accountId: AccountId,
  fault: LedgerInconsistency,
): Promise<boolean> {
  return !isEmptyFault(fault) && !isEmptyFault(changesIn(fault, await knownDifferences(database, accountId)));
}

/** Where a check begins: behind a place that was checked before, or at the first entry. */
function beginAt(place: CheckedPlace | null): JournalCheck {
  if (place === null) return beginCheck(GENESIS);
  const { sequence, hash, at, figures } = place;
  return beginCheck({ sequence, hash, at }, figuresFromStored(figures));
}

/** The place that a check has come to. Only where it found no fault. */
function placeOf({ end, figures }: JournalCheck): CheckedPlace {
  return { ...end, figures: storedFigures(figures) };
}

/** Looks again with the account's ledger held still; what differs then, and is news, blocks its pools. */
async function confirm(
  dependencies: TransactionDependencies,
  accountId: AccountId,
  before: JournalCheck,
  usesBefore: readonly BalanceDifference[],
): Promise<'nothing' | 'news'> {
  const { database } = dependencies;
  return transact(dependencies, SYSTEM, async (unit) => {
    const { session } = unit;
    const head = await lockLedger(database, accountId, session);
    if (head === null) return 'nothing';
    const check = copyOfCheck(before);
    const usesSince = await readJournal(database, accountId, check, head.sequence, { session });
    const fault = await compareLedger(database, head, check, [...usesBefore, ...usesSince], session);
    const news = changesIn(fault, await knownDifferences(database, accountId, session));
    if (isEmptyFault(news)) return 'nothing';
    await blockPools(unit, head, { check, fault, news });
    return 'news';
  });
}
