/**
 * Pages of an account's journal, whole or narrowed to one lot or one usage. Usages of a lot are found by the range of entries in
 * which it lived: an index by lot would make every usage slower.
 */
import type { AccountId, LotId, UsageId } from '../../../domain/ids.ts';
import { lotAccount } from '../../../domain/ledger/journal-entry.ts';
import type { Database } from '../../../storage/database.ts';
import { RARE_ENTRIES, type JournalDocument } from '../../../storage/collections/journal.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import { cursorOf } from '../../../storage/paging/cursor.ts';
import { readPage, type Match, type Page, type PageRequest } from '../../../storage/paging/read-page.ts';

export interface JournalQuery extends PageRequest {
  readonly lotId?: LotId | undefined;
  readonly usageId?: UsageId | undefined;
}

type JournalPage = Page<JournalDocument>;

const NEWEST_FIRST = { sequence: -1 } as const;
const NOTHING: JournalPage = { documents: [], nextCursor: null };

/** Newest first. Empty if the lot or usage belongs to another account. */
export async function journalPage(
  database: Database,
  accountId: AccountId,
  { lotId, usageId, ...page }: JournalQuery,
): Promise<JournalPage> {
  const read = (match: Match) =>
    readPage<JournalDocument>(
      database.models.journal,
      { scopes: [{ accountId }], match, sort: NEWEST_FIRST },
      page,
    );
  const ofUsage = usageId === undefined ? null : await entriesOfUsage(database, accountId, usageId);
  const among = ofUsage === null ? [] : [{ sequence: { $in: ofUsage } }];
  if (lotId === undefined) return read(and(among));

  const lot = await database.models.lots.findOne({ _id: lotId, accountId }).lean();
  if (lot === null) return NOTHING;
  const moved = { 'postings.account': lotAccount(lotId) };
  const lifetime = { sequence: await lifetimeOf(database, lot) };
  return merged(
    [
      await read(and([...among, { ...moved, kind: { $in: [...RARE_ENTRIES] } }])),
      await read(and([...among, { ...moved, kind: 'usage.accepted' }, lifetime])),
    ],
    page.limit,
  );
}

function and(conditions: readonly Match[]): Match {
  return conditions.length === 0 ? {} : { $and: conditions };
}

/** Numbers of the usage's own entry, of those that settled its arrears, and of those that reversed it. */
async function entriesOfUsage(
  { models }: Database,
  accountId: AccountId,
  usageId: UsageId,
): Promise<number[]> {
  const usage = await models.usages.findOne({ _id: usageId, accountId }).lean();
  if (usage === null) return [];
  const { sequence, arrearsRange, resource, reversal } = usage;
  const undone = reversal === undefined || reversal === null ? [] : numbersIn(reversal.journal);
  if (arrearsRange === null) return [sequence, ...undone];
  const { from, to } = arrearsRange;
  const paid = await models.settlements
    .find({ accountId, resource, to: { $gt: from }, from: { $lt: to } }, { sequence: 1 })
    .lean();
  return [sequence, ...paid.map((settlement) => settlement.sequence), ...undone];
}

function numbersIn({ from, to }: { readonly from: number; readonly to: number }): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The range of entries in which units of a lot can have been drawn, to the nearest checkpoints. */
async function lifetimeOf(
  database: Database,
  { accountId, creditedAt, end, endedAt }: LotDocument,
): Promise<Match> {
  const before = await checkpointBy(database, { accountId, at: { $lt: creditedAt } }, -1);
  const after =
    end === null || endedAt === null
      ? null
      : await checkpointBy(database, { accountId, at: { $gt: endedAt } }, 1);
  return { $gt: before?.sequence ?? 0, ...(after === null ? {} : { $lte: after.sequence }) };
}

function checkpointBy({ models }: Database, match: Match, direction: 1 | -1) {
  return models.checkpoints
    .findOne(match, { sequence: 1 })
    .sort({ at: direction, version: direction })
    .lean();
}

/** Merges pages of disjoint lists in the same order into one page. */
function merged(pages: readonly JournalPage[], limit: number): JournalPage {
  const all = pages.flatMap(({ documents }) => documents).sort((a, b) => b.sequence - a.sequence);
  const documents = all.slice(0, limit);
  const last = documents.at(-1);
  const isMore = all.length > limit || pages.some(({ nextCursor }) => nextCursor !== null);
  return { documents, nextCursor: isMore && last !== undefined ? cursorOf([last.sequence]) : null };
}
