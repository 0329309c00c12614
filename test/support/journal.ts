/** The journal of an account as it is stored, for tests. */
import type { JournalEntry } from '../../src/domain/ledger/journal-entry.ts';
import type { Database } from '../../src/storage/database.ts';
import type { JournalPageDocument } from '../../src/storage/collections/journal-pages.ts';
import { firstSequenceOf } from '../../src/storage/journal/journal-ids.ts';
import type { PageEntry } from '../../src/storage/journal/page-form.ts';
import { readEntries, readPages } from '../../src/storage/journal/read-entries.ts';
import { withReversals } from '../../src/storage/journal/read-usages.ts';
import type { StoredUsage } from '../../src/storage/journal/usage-record.ts';

/** Oldest first. */
export async function journalOf(database: Database, accountId: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of readEntries(database, accountId)) entries.push(entry);
  return entries;
}

/** In the order in which they were booked, with their reversals. */
export async function usagesOf(database: Database, accountId: string): Promise<StoredUsage[]> {
  const usages: StoredUsage[] = [];
  for await (const page of readPages(database, accountId))
    usages.push(...(await withReversals(database, page.usages)));
  return usages;
}

/** Number of entries of pages that are about to be stored. */
export function entriesIn(pages: readonly Pick<JournalPageDocument, 'entries'>[]): number {
  return pages.reduce((sum, { entries }) => sum + entries.length, 0);
}

/** Changes the page that holds an entry, as no code of the product ever does. */
export async function changePage(
  { native }: Database,
  accountId: string,
  sequence: number,
  change: (page: JournalPageDocument, place: number) => JournalPageDocument,
): Promise<void> {
  const pages = await native.journalPages.find({ accountId }).sort({ _id: 1 }).toArray();
  const page = pages.findLast(({ _id }) => firstSequenceOf(_id) <= sequence);
  if (page === undefined) throw new Error(`no page has entry ${sequence}`);
  const changed = change(page, sequence - firstSequenceOf(page._id));
  await native.journalPages.deleteOne({ _id: page._id });
  if (changed.entries.length > 0) await native.journalPages.insertOne(changed);
}

/** Changes the stored form of one entry. */
export function changeEntry(
  database: Database,
  accountId: string,
  sequence: number,
  change: (entry: PageEntry) => PageEntry,
): Promise<void> {
  return changePage(database, accountId, sequence, (page, place) => ({
    ...page,
    entries: page.entries.map((entry, index) => (index === place ? change(entry) : entry)),
  }));
}

/** Adds to the units of the first posting of an entry. */
export function changeUnits(
  database: Database,
  accountId: string,
  sequence: number,
  by: number,
): Promise<void> {
  return changeEntry(database, accountId, sequence, (entry) => ({
    ...entry,
    postings: entry.postings.map((value, index) => (index === 1 ? value + by : value)),
  }));
}
