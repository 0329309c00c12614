/**
 * Verifies ledgers one after another; a failure of one does not stop the others. An ordinary run verifies the next part of all
 * accounts, a full run every account.
 */
import { HOUR_MS, plusMs } from '../../domain/instant.ts';
import { verifyLedger } from '../ledger/verify/verify-ledger.ts';
import type { Database } from '../../storage/database.ts';
import type { VerificationDocument } from '../../storage/collections/verifications.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import type { Logger } from '../../infra/logging.ts';

export interface VerifiedLedgers {
  readonly accounts: number;
  readonly entries: number;
  /** Accounts whose whole journal was read. */
  readonly whole: number;
  /** Accounts that differ from their journal: found by this run, and by an earlier one. */
  readonly blocked: number;
  readonly known: number;
  /** Checkpoints that differed from the journal and were repaired. */
  readonly checkpoints: number;
  /** Accounts that could not be verified; the log says why. */
  readonly failed: number;
}

/** How far a run has come, so that an interrupted run continues there. */
export interface VerifyProgress {
  /** The account that was verified last. */
  readonly after: string;
  readonly counts: VerifiedLedgers;
}

export interface VerifyLedgersOptions {
  /** Reads every journal from its first entry. */
  readonly full: boolean;
  readonly from?: VerifyProgress | undefined;
  /** Called often. */
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly signal?: AbortSignal;
  readonly logger?: Pick<Logger, 'error'>;
  readonly wholeAfterHours?: number;
  /** Most entries of whole journals that an ordinary run reads; later runs read the rest. */
  readonly wholeEntries?: number;
  /** Most accounts that an ordinary run verifies. */
  readonly accounts?: number;
}

const NONE: VerifiedLedgers = {
  accounts: 0,
  entries: 0,
  whole: 0,
  blocked: 0,
  known: 0,
  checkpoints: 0,
  failed: 0,
};
const BATCH = 200;
const WHOLE_AFTER_HOURS = 24;
const WHOLE_ENTRIES = 200_000;
const ACCOUNTS = 2_000;
/** The cursor of the rotation over all accounts. */
const CURSOR = 'ledgers';

/** Returns the counts over the accounts of this run. */
export async function verifyLedgers(
  dependencies: TransactionDependencies,
  {
    full,
    from,
    onProgress = () => undefined,
    signal,
    logger,
    wholeAfterHours = WHOLE_AFTER_HOURS,
    wholeEntries = WHOLE_ENTRIES,
    accounts = ACCOUNTS,
  }: VerifyLedgersOptions,
): Promise<VerifiedLedgers> {
  const wholeBefore = plusMs(dependencies.serverNow(), -wholeAfterHours * HOUR_MS);
  const { reconciliationCursors } = dependencies.database.models;
  const begin = full ? '' : ((await reconciliationCursors.findById(CURSOR).lean())?.after ?? '');
  let { after, counts } = from ?? { after: begin, counts: NONE };
  // An interrupted run of an older version did not count everything.
  counts = { ...NONE, ...counts };
  let readWhole = 0;
  for (;;) {
    const left = full ? BATCH : accounts - counts.accounts;
    const batch = left > 0 ? await ledgersAfter(dependencies.database, after, Math.min(BATCH, left)) : [];
    if (batch.length === 0) {
      const next = { after: left > 0 ? '' : after };
      if (!full) await reconciliationCursors.updateOne({ _id: CURSOR }, { $set: next }, { upsert: true });
      return counts;
    }
    for (const { state, earlier } of batch) {
      const isDue = earlier === null || (earlier.wholeAt < wholeBefore && readWhole < wholeEntries);
      const whole = full || isDue;
      const found = await verifyOne(dependencies, state, earlier, whole, () => {
        signal?.throwIfAborted();
        onProgress({ after, counts });
      }).catch((error: unknown): Partial<VerifiedLedgers> => {
        signal?.throwIfAborted();
        logger?.error({ err: error, accountId: state._id }, 'the ledger could not be verified');
        return { failed: 1 };
      });
      if (found.blocked === 1) {
        logger?.error({ accountId: state._id }, 'the ledger differs from its journal; its pools are blocked');
      }
      if ((found.checkpoints ?? 0) > 0) {
        const { checkpoints } = found;
        logger?.error(
          { accountId: state._id, checkpoints },
          'checkpoints differed from the journal and were repaired',
        );
      }
      if (whole) readWhole += found.entries ?? 0;
      counts = sumOf(counts, { accounts: 1, whole: whole ? 1 : 0, ...found });
      after = state._id;
      onProgress({ after, counts });
    }
  }
}

interface Ledger {
  readonly state: LedgerDocument;
  readonly earlier: VerificationDocument | null;
}

async function ledgersAfter({ models }: Database, after: string, limit: number): Promise<Ledger[]> {
  const states = await models.ledgers
    .find({ _id: { $gt: after } })
    .sort({ _id: 1 })
    .limit(limit)
    .lean();
  const accountIds = states.map(({ _id }) => _id);
  const earlier = await models.verifications.find({ _id: { $in: accountIds } }).lean();
  const byAccount = new Map(earlier.map((verification) => [verification._id, verification]));
  return states.map((state) => ({ state, earlier: byAccount.get(state._id) ?? null }));
}

async function verifyOne(
  dependencies: TransactionDependencies,
  state: LedgerDocument,
  earlier: VerificationDocument | null,
  whole: boolean,
  onProgress: () => void,
): Promise<Partial<VerifiedLedgers>> {
  const options = { whole, onProgress };
  const { verdict, entries, checkpoints, verification } = await verifyLedger(
    dependencies,
    state,
    earlier,
    options,
  );
  // Without new entries nothing has changed since the last verification.
  if (verification !== null && (entries > 0 || whole)) {
    await store(dependencies.database, verification, earlier);
  }
  return { entries, checkpoints, ...(verdict === 'sound' ? {} : { [verdict]: 1 }) };
}

/** Does nothing if another run has stored a later verification in the meantime. */
async function store(
  { models }: Database,
  { _id, ...verification }: VerificationDocument,
  earlier: VerificationDocument | null,
): Promise<void> {
  if (earlier === null) {
    await models.verifications.updateOne({ _id }, { $setOnInsert: verification }, { upsert: true });
  } else {
    await models.verifications.updateOne({ _id, checkedAt: earlier.checkedAt }, { $set: verification });
  }
}

function sumOf(counts: VerifiedLedgers, more: Partial<VerifiedLedgers>): VerifiedLedgers {
  const { accounts = 0, entries = 0, whole = 0, blocked = 0, known = 0, checkpoints = 0, failed = 0 } = more;
  return {
    accounts: counts.accounts + accounts,
    entries: counts.entries + entries,
    whole: counts.whole + whole,
    blocked: counts.blocked + blocked,
    known: counts.known + known,
    checkpoints: counts.checkpoints + checkpoints,
    failed: counts.failed + failed,
  };
}
