/**
 * Pages of an account's journal, whole or narrowed to one lot or one usage. Usages of a lot are found by the range of entries in
 * which it lived: an index by lot would make every usage slower.
 */
import { z } from 'zod';
import type { AccountId, LotId, UsageId } from '../../../domain/ids.ts';
import { lotAccount, type JournalEntry } from '../../../domain/ledger/journal-entry.ts';
import type { Database } from '../../../storage/database.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import { entryIdOf } from '../../../storage/journal/journal-ids.ts';
import type { PageContents } from '../../../storage/journal/journal-page.ts';
import { pagesWith, readPagesBack, type EntryRange } from '../../../storage/journal/read-entries.ts';
import { findUsageById } from '../../../storage/journal/read-usages.ts';
import { cursorOf, placeIn } from '../../../storage/paging/cursor.ts';
import type { Page, PageRequest } from '../../../storage/paging/read-page.ts';

export interface JournalQuery extends PageRequest {
  readonly lotId?: LotId | undefined;
  readonly usageId?: UsageId | undefined;
}

export type ListedEntry = JournalEntry & { readonly id: string };

type JournalPage = Page<ListedEntry>;
/** Newest first. */
type Entries = AsyncIterable<JournalEntry> | Iterable<JournalEntry>;

const NOTHING: JournalPage = { documents: [], nextCursor: null };
const NUMBER = z.tuple([z.int()]);

/** Newest first. Empty if the lot or usage belongs to another account. Throws `validation_failed` for a cursor of another list. */
export async function journalPage(
  database: Database,
  accountId: AccountId,
  { lotId, usageId, limit, cursor }: JournalQuery,
): Promise<JournalPage> {
  const through = cursor === undefined ? undefined : placeIn(cursor, NUMBER)[0] - 1;
  const range = through === undefined ? {} : { through };
  const pageOf = (entries: readonly JournalEntry[]): JournalPage => {
    const documents = entries
      .slice(0, limit)
      .map((entry) => ({ ...entry, id: entryIdOf(accountId, entry.sequence) }));
    const last = documents.at(-1);
    const isMore = entries.length > limit && last !== undefined;
    return { documents, nextCursor: isMore ? cursorOf([last.sequence]) : null };
  };
  if (lotId === undefined) {
    const entries =
      usageId === undefined
        ? entriesBack(database, accountId, range)
        : await entriesOfUsage(database, accountId, usageId, { ...range, limit });
    return pageOf(await firstOf(entries, limit + 1));
  }

  const lot = await database.models.lots.findOne({ _id: lotId, accountId }).lean();
  if (lot === null) return NOTHING;
  const account = lotAccount(lotId);
  const moves = ({ postings }: JournalEntry) => postings.some((posting) => posting.account === account);
  if (usageId !== undefined) {
    const entries = await entriesOfUsage(database, accountId, usageId, range);
    return pageOf(entries.filter(moves).slice(0, limit + 1));
  }
  const lived = await lifetimeOf(database, lot);
  const drawn = { after: lived.after, through: Math.min(through ?? Infinity, lived.through) };
  const [others, usages] = await Promise.all([
    firstOf(
      entriesBack(
        database,
        accountId,
        range,
        { movedLots: lotId },
        (one) => one.kind !== 'usage.accepted' && moves(one),
      ),
      limit + 1,
    ),
    firstOf(
      entriesBack(
        database,
        accountId,
        drawn,
        { accounts: account },
        (one) => one.kind === 'usage.accepted' && moves(one),
      ),
      limit + 1,
    ),
  ]);
  return pageOf([...others, ...usages].sort(newestFirst));
}

/** `match`: conditions on pages. `isAsked`: those on entries. */
async function* entriesBack(
  database: Database,
  accountId: AccountId,
  { after = 0, through = Infinity }: EntryRange,
  match: Readonly<Record<string, unknown>> = {},
  isAsked: (entry: JournalEntry) => boolean = () => true,
): AsyncGenerator<JournalEntry> {
  const range = { after, ...(through !== Infinity && { through }), match };
  for await (const { entries } of readPagesBack(database, accountId, range)) {
    for (const entry of entries.toReversed()) {
      if (entry.sequence > after && entry.sequence <= through && isAsked(entry)) yield entry;
    }
  }
}

/** The usage's own entry, those that settled its arrears, and those that reversed it; at most one more than `limit`. */
async function entriesOfUsage(
  database: Database,
  accountId: AccountId,
  usageId: UsageId,
  { through = Infinity, limit = Infinity }: EntryRange & { readonly limit?: number },
): Promise<JournalEntry[]> {
  const numbers = (await numbersOfUsage(database, accountId, usageId))
    .filter((sequence) => sequence <= through)
    .sort((one, other) => other - one)
    .slice(0, limit + 1);
  const pages = await pagesOf(database, accountId, numbers);
  const asked = new Set(numbers);
  return pages
    .flatMap(({ entries }) => entries)
    .filter(({ sequence }) => asked.has(sequence))
    .sort(newestFirst);
}

/** Entries whose pages are found in one command. */
const AT_ONCE = 50;

async function pagesOf(
  database: Database,
  accountId: AccountId,
  numbers: readonly number[],
): Promise<PageContents[]> {
  const pages = new Map<number, PageContents>();
  let open = numbers;
  while (open.length > 0) {
    for (const page of await pagesWith(database, accountId, open.slice(0, AT_ONCE)))
      pages.set(page.entries[0]?.sequence ?? 0, page);
    const read = new Set([...pages.values()].flatMap(({ entries }) => entries.map((one) => one.sequence)));
    open = open.slice(AT_ONCE).filter((sequence) => !read.has(sequence));
  }
  return [...pages.values()];
}

async function numbersOfUsage(database: Database, accountId: AccountId, usageId: UsageId): Promise<number[]> {
  const usage = await findUsageById(database, usageId);
  if (usage === null || usage.accountId !== accountId) return [];
  const { sequence, arrearsRange, resource, reversal } = usage;
  const undone = reversal === undefined ? [] : numbersIn(reversal.journal);
  if (arrearsRange === null) return [sequence, ...undone];
  const { from, to } = arrearsRange;
  const paid = await database.models.settlements
    .find({ accountId, resource, to: { $gt: from }, from: { $lt: to } }, { sequence: 1 })
    .lean();
  return [...new Set([sequence, ...paid.map((settlement) => settlement.sequence), ...undone])];
}

function numbersIn({ from, to }: { readonly from: number; readonly to: number }): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The range of entries in which units of a lot can have been drawn, to the nearest checkpoints. */
async function lifetimeOf(
  database: Database,
  { accountId, creditedAt, end, endedAt }: LotDocument,
): Promise<Required<EntryRange>> {
  const before = await checkpointBy(database, { accountId, at: { $lt: creditedAt } }, -1);
  const after =
    end === null || endedAt === null
      ? null
      : await checkpointBy(database, { accountId, at: { $gt: endedAt } }, 1);
  return { after: before?.sequence ?? 0, through: after?.sequence ?? Infinity };
}

function checkpointBy({ models }: Database, match: Readonly<Record<string, unknown>>, direction: 1 | -1) {
  return models.checkpoints
    .findOne(match, { sequence: 1 })
    .sort({ at: direction, version: direction })
    .lean();
}

function newestFirst(one: JournalEntry, other: JournalEntry): number {
  return other.sequence - one.sequence;
}

async function firstOf(entries: Entries, count: number): Promise<JournalEntry[]> {
  const first: JournalEntry[] = [];
  for await (const entry of entries) {
    first.push(entry);
    if (first.length === count) break;
  }
  return first;
}
