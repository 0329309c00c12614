/** Reads usages as they were booked. */
import { z } from 'zod';
import type { UsageId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { JournalPageDocument } from '../../storage/collections/journal-pages.ts';
import { PRESENT } from '../../storage/define-collection.ts';
import { contentsOf } from '../../storage/journal/journal-page.ts';
import { findUsageById, withReversals } from '../../storage/journal/read-usages.ts';
import type { StoredUsage, ReadUsage } from '../../storage/journal/usage-record.ts';
import { cursorOf, placeIn } from '../../storage/paging/cursor.ts';
import {
  readPage,
  type Match,
  type Page,
  type PageQuery,
  type PageRequest,
} from '../../storage/paging/read-page.ts';
import { matchPeriod } from '../../storage/paging/match-period.ts';
import { organizationScopes, type OrganizationScopeQuery } from '../access/organization-scope.ts';
import { visibleTo, type Caller } from '../access/caller.ts';
import { explainUsages, type ExplainedUsage } from './explain-usages.ts';

export interface UsageFilter extends OrganizationScopeQuery, PageRequest {
  readonly key?: string | undefined;
  readonly reference?: string | undefined;
  /** First instant. */
  readonly from?: Instant | undefined;
  /** End of the period, not included. */
  readonly to?: Instant | undefined;
}

/** Throws `not_found` if the usage does not exist or the caller's key does not cover its account. */
export async function findUsage(database: Database, caller: Caller, id: UsageId): Promise<StoredUsage> {
  return visibleTo(caller, await findUsageById(database, id), { kind: 'usage', id });
}

/** Newest first, each with an explanation of its draws. A page is short, with a cursor, where matches are rare. */
export async function listUsages(
  database: Database,
  caller: Caller,
  query: UsageFilter,
): Promise<Page<ExplainedUsage>> {
  const { organizationId, key, reference, from, to } = query;
  const { scopes } = await organizationScopes(database, caller, query);
  const pages: PageQuery = {
    scopes,
    match: {
      'usages.key': key ?? PRESENT,
      ...(organizationId === undefined ? {} : { 'usages.organizationId': organizationId }),
      ...(reference === undefined ? {} : { 'usages.reference': reference }),
      ...matchPeriod('at', from, to),
    },
    // A key occurs once in each account, so the account orders the list.
    sort: key === undefined ? { recordedAt: -1, _id: -1 } : { accountId: -1 },
  };
  const isAsked = (usage: ReadUsage) =>
    (organizationId === undefined || usage.organizationId === organizationId) &&
    (key === undefined || usage.key === key) &&
    (reference === undefined || usage.reference === reference);
  const { documents, nextCursor } = await readUsages(database, pages, isAsked, query);
  const stored = await withReversals(database, documents);
  return { documents: await explainUsages(database, stored), nextCursor };
}

/** Journal pages that are read first; then four times as many, and so on. */
const FIRST_PAGES = 8;
const MOST_PAGES = 128;
/** Usages that one call looks at. */
const MOST_READ = 20_000;

/** The sort values of a journal page, and the usage of it after which the list continues. */
const PLACE = z.tuple([z.string(), z.string(), z.int()]);

async function readUsages(
  { models }: Database,
  query: PageQuery,
  isAsked: (usage: ReadUsage) => boolean,
  { limit, cursor }: PageRequest,
): Promise<Page<ReadUsage>> {
  const fields = Object.keys(query.sort);
  const [field = '_id'] = fields;
  const placeOf = (page: JournalPageDocument, sequence: number) =>
    cursorOf([Reflect.get(page, field), page._id, sequence]);
  const found: { readonly usage: ReadUsage; readonly cursor: string }[] = [];
  let read = 0;
  const take = (page: JournalPageDocument, before = Infinity) => {
    for (const usage of contentsOf(page).usages.toReversed()) {
      read += 1;
      if (usage.sequence < before && isAsked(usage))
        found.push({ usage, cursor: placeOf(page, usage.sequence) });
    }
  };
  let after: string | undefined;
  if (cursor !== undefined) {
    const [value, pageId, sequence] = placeIn(cursor, PLACE);
    after = cursorOf([value, pageId].slice(0, fields.length));
    const begun = await models.journalPages.findOne(inScope(query, pageId)).lean();
    if (begun !== null) take(begun, sequence);
  }
  let rest: string | null = null;
  for (let pages = FIRST_PAGES; found.length <= limit; pages = Math.min(4 * pages, MOST_PAGES)) {
    const next = await readPage<JournalPageDocument>(models.journalPages, query, {
      limit: pages,
      cursor: after,
    });
    for (const page of next.documents) take(page);
    const last = next.documents.at(-1);
    if (next.nextCursor === null || last === undefined) break;
    after = next.nextCursor;
    if (read >= MOST_READ) {
      rest = placeOf(last, 0);
      break;
    }
  }
  const shown = found.slice(0, limit);
  return {
    documents: shown.map(({ usage }) => usage),
    nextCursor: found.length > limit ? (shown.at(-1)?.cursor ?? null) : rest,
  };
}

/** Not every cursor was made for its caller. */
function inScope({ scopes, match = {} }: PageQuery, pageId: string): Match {
  return { $and: [{ _id: pageId }, match, { $or: [...scopes, { _id: '' }] }] };
}
