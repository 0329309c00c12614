/** Reads an account's journal and compares what it adds up to with everything else that is stored. */
import { balanceDifferences, type BalanceDifference } from '../../../domain/ledger/balance-differences.ts';
import { checkEntry, type JournalBreak, type JournalCheck } from '../../../domain/ledger/journal-check.ts';
import { moneyDifferences } from '../../../domain/ledger/money-differences.ts';
import type { LotFigures } from '../../../domain/ledger/state.ts';
import type { Database, Session } from '../../../storage/database.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import { isFoundByItsEntries } from '../../../storage/journal/journal-page.ts';
import { readPages } from '../../../storage/journal/read-entries.ts';
import type { CheckpointCheck } from './checkpoint-check.ts';
import { sha256Hex } from '../../../infra/ids.ts';

/** What does not agree with the journal. */
export interface LedgerInconsistency {
  /** The first entry that was changed; `head` where the stored state does not end where the journal does. */
  readonly chain: { readonly sequence: number; readonly reason: JournalBreak['reason'] | 'head' } | null;
  /** The first entry whose balance does not match the entries, although the pool's figures do. */
  readonly wrongBalance: { readonly sequence: number; readonly resource: string } | null;
  /** `stored` is from the ledger state or the record of a lot, `rebuilt` from the journal. */
  readonly differences: readonly BalanceDifference[];
}

export interface ReadOptions {
  /** Reads in the snapshot of a transaction. */
  readonly session?: Session;
  /** Compares the checkpoints that the entries pass. */
  readonly checkpoints?: CheckpointCheck;
  /** Called with the number of entries after each page. */
  readonly onProgress?: (entries: number) => void;
}

/** Ended lots that are read at a time. */
const BATCH = 1_000;
/** Pages that are read at a time. */
const PAGES = 100;
/** Most differences that a report lists. */
const MOST_DIFFERENCES = 200;

/** Adds the entries after the check's place up to the last one of the ledger's state. */
export async function readJournal(
  database: Database,
  { _id: accountId, sequence: through, frozenAt }: LedgerDocument,
  check: JournalCheck,
  { session, checkpoints, onProgress }: ReadOptions = {},
): Promise<void> {
  const after = check.readTo;
  const account = { accountId, sandbox: frozenAt !== null };
  if (after === 0) await checkpoints?.pass({ sequence: 0, at: null }, check.figures);
  const pages = readPages(database, accountId, {
    ...{ after, through, batch: PAGES },
    ...(session !== undefined && { session }),
  });
  for await (const contents of pages) {
    const asked = contents.entries.filter(({ sequence }) => sequence > after && sequence <= through);
    for (const entry of asked) {
      checkEntry(check, entry, sha256Hex);
      await checkpoints?.pass(entry, check.figures);
    }
    const [first] = asked;
    if (first !== undefined && !isFoundByItsEntries(contents, account))
      check.firstBreak ??= { sequence: first.sequence, reason: 'page' };
    onProgress?.(asked.length);
  }
}

/** Compares a ledger's state, and the records of lots that ended, with a check that has read the journal up to it. */
export async function compareLedger(
  database: Database,
  state: LedgerDocument,
  check: JournalCheck,
  session?: Session,
): Promise<LedgerInconsistency> {
  const figures = [
    ...balanceDifferences(state, check.figures),
    ...moneyDifferences(state, check.figures),
    ...(await differencesOfEndedLots(database, state, check, session)),
  ];
  const wrong = check.figures.firstWrongBalance;
  // Entries carry the stored balance, so a pool whose figures differ would be reported twice.
  const follows = figures.some(({ resource }) => resource === wrong?.resource);
  return {
    chain: chainBreakOf(state, check),
    wrongBalance: follows ? null : wrong,
    differences: figures.slice(0, MOST_DIFFERENCES),
  };
}

function chainBreakOf({ sequence, hash }: LedgerDocument, check: JournalCheck): LedgerInconsistency['chain'] {
  if (check.firstBreak !== null) return check.firstBreak;
  if (check.end.sequence < sequence) return { sequence: check.end.sequence + 1, reason: 'sequence' };
  return check.end.hash === hash ? null : { sequence, reason: 'head' };
}

const FINAL_FIGURES = ['consumed', 'offset', 'expired', 'voided', 'remaining'] as const;

async function differencesOfEndedLots(
  { models }: Database,
  state: LedgerDocument,
  { figures }: JournalCheck,
  session?: Session,
): Promise<BalanceDifference[]> {
  const live = new Set(state.pools.flatMap(({ lots }) => lots.map(({ lotId }) => lotId)));
  const ended = new Map<string, LotFigures & { readonly resource: string; readonly price: number }>();
  for (const [resource, { lots, money }] of figures.pools) {
    for (const [lotId, lot] of lots) {
      // A lot with units left that is not in the state is a difference of the state.
      if (lot.remaining === 0 && !live.has(lotId))
        ended.set(lotId, { resource, ...lot, price: money.get(lotId)?.price ?? 0 });
    }
  }
  const differences: BalanceDifference[] = [];
  for (const ids of inBatches([...ended.keys()])) {
    const records = await models.lots
      .find({ _id: { $in: ids } }, { credited: 1, price: 1, final: 1 })
      .session(session ?? null)
      .lean();
    const byId = new Map(records.map((record) => [record._id, record]));
    for (const lotId of ids) {
      const lot = ended.get(lotId);
      if (lot === undefined) continue;
      const record = byId.get(lotId);
      const note = (figure: keyof LotFigures | 'price', stored: number) => {
        const { resource } = lot;
        if (stored !== lot[figure]) {
          differences.push({ resource, figure: `record:${lotId}.${figure}`, stored, rebuilt: lot[figure] });
        }
      };
      note('credited', record?.credited ?? 0);
      note('price', record?.price?.amountMinor ?? 0);
      for (const figure of FINAL_FIGURES) note(figure, record?.final?.[figure] ?? 0);
    }
  }
  return differences;
}

function* inBatches(ids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < ids.length; from += BATCH) yield ids.slice(from, from + BATCH);
}
