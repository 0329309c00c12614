/** Reads usages as they were booked. */
import type { UsageId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { UsageDocument } from '../../storage/collections/usages.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
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
export async function findUsage({ models }: Database, caller: Caller, id: UsageId): Promise<UsageDocument> {
  return visibleTo(caller, await models.usages.findById(id).lean(), { kind: 'usage', id });
}

/** Newest first, each with an explanation of its draws. */
export async function listUsages(
  database: Database,
  caller: Caller,
  query: UsageFilter,
): Promise<Page<ExplainedUsage>> {
  const { organizationId, key, reference, from, to } = query;
  const match = {
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(key === undefined ? {} : { key }),
    ...(reference === undefined ? {} : { reference }),
    ...matchPeriod('at', from, to),
  };
  // A key occurs once in each account, so the account orders the list.
  const { scopes } = await organizationScopes(database, caller, query);
  const sort: Record<string, -1> = key === undefined ? { _id: -1 } : { accountId: -1 };
  const { documents, nextCursor } = await readPage<UsageDocument>(
    database.models.usages,
    { scopes, match, sort },
    query,
  );
  return { documents: await explainUsages(database, documents), nextCursor };
}
