/** Reads journal entries by account and number. */
import type { AccountId } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/ledger/journal-entry.ts';
import { readWithin, type Database, type Session } from '../database.ts';
import type { JournalPageDocument } from '../collections/journal-pages.ts';
import { pageIdsOf } from './journal-ids.ts';
import { contentsOf, type PageContents } from './journal-page.ts';

export interface EntryRange {
  /** Entries with greater numbers. */
  readonly after?: number;
  /** Entries up to this number, itself included. */
  readonly through?: number;
}

export interface ReadPagesOptions extends EntryRange {
  readonly session?: Session;
  /** Further conditions on pages. */
  readonly match?: Readonly<Record<string, unknown>>;
  /** Pages that the server sends at a time. */
  readonly batch?: number;
}

const LAST = 10 ** 12 - 1;
/** The index of pages by the lots that they move. */
const MOVED_LOTS = { movedLots: 1, _id: -1 } as const;
/** The first pages of a list are enough for most callers. */
const BATCH = 8;

/** Pages that hold entries of the range, oldest first. The first and the last page may hold others too. */
export function readPages(
  database: Database,
  accountId: AccountId,
  options: ReadPagesOptions = {},
): AsyncGenerator<PageContents> {
  return pagesInOrder(database, accountId, 1, options);
}

/** The same, newest first. */
export function readPagesBack(
  database: Database,
  accountId: AccountId,
  options: ReadPagesOptions = {},
): AsyncGenerator<PageContents> {
  return pagesInOrder(database, accountId, -1, options);
}

/** Entries of the range, oldest first. */
export async function* readEntries(
  database: Database,
  accountId: AccountId,
  options: ReadPagesOptions = {},
): AsyncGenerator<JournalEntry> {
  const { after = 0, through = LAST } = options;
  for await (const { entries } of readPages(database, accountId, options)) {
    for (const entry of entries) if (entry.sequence > after && entry.sequence <= through) yield entry;
  }
}

/** The pages that hold these entries, in one command. */
export async function pagesWith(
  { native }: Database,
  accountId: AccountId,
  sequences: readonly number[],
  session?: Session,
): Promise<PageContents[]> {
  const [first, ...others] = sequences.map((sequence) => [
    { $match: { _id: pageIdsOf(accountId, sequence) } },
    { $sort: { _id: -1 } },
    { $limit: 1 },
  ]);
  if (first === undefined) return [];
  const coll = native.journalPages.collectionName;
  const found = await native.journalPages
    .aggregate<JournalPageDocument>(
      [...first, ...others.map((pipeline) => ({ $unionWith: { coll, pipeline } }))],
      readWithin(session),
    )
    .toArray();
  const pages = new Map(found.map((page) => [page._id, page]));
  return [...pages.values()].map(contentsOf);
}

async function* pagesInOrder(
  { native }: Database,
  accountId: AccountId,
  direction: 1 | -1,
  { session, after = 0, through = LAST, match = {}, batch = BATCH }: ReadPagesOptions,
): AsyncGenerator<PageContents> {
  const inSession = readWithin(session);
  // The range may begin within a page.
  const begin =
    after === 0
      ? null
      : await native.journalPages.findOne(
          { _id: pageIdsOf(accountId, after + 1) },
          { ...inSession, sort: { _id: -1 }, projection: { _id: 1 } },
        );
  const within = { ...pageIdsOf(accountId, through), ...(begin !== null && { $gte: begin._id }) };
  const pages = native.journalPages
    .find({ ...match, _id: within }, inSession)
    .sort({ _id: direction })
    // Named, because the server's own choice may read the keys of all accounts.
    .hint('movedLots' in match ? MOVED_LOTS : { _id: 1 })
    .batchSize(batch);
  for await (const page of pages) yield contentsOf(page);
}
