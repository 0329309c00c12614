/** Lists the deadlines of orders, entitlements, services and episodes. */
import { DEADLINE_KINDS, DELIVERY_RETRY, type DeadlineKind } from '../../domain/kinds.ts';
import type { Instant } from '../../domain/instant.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import { accountScopes, type ScopeQuery } from '../access/account-scope.ts';
import type { Caller } from '../access/caller.ts';

const EVENTS = DEADLINE_KINDS.filter((kind) => !/reminder$|^crediting\./.test(kind));

export interface DeadlineFilter extends ScopeQuery, PageRequest {
  readonly before?: Instant | undefined;
  readonly kind?: DeadlineKind | undefined;
  /** True for what ends or falls due only: no reminders, and nothing that the seller promised. */
  readonly events?: boolean;
}

/** Soonest first, without the internal deadlines of notice deliveries. */
export async function listDeadlines(
  database: Database,
  caller: Caller,
  query: DeadlineFilter,
): Promise<Page<DeadlineDocument>> {
  const { before, kind, events = false } = query;
  const match = {
    kind: kind ?? (events ? { $in: EVENTS } : { $ne: DELIVERY_RETRY }),
    ...(before === undefined ? {} : { at: { $lt: before } }),
  };
  return readPage<DeadlineDocument>(
    database.models.deadlines,
    { scopes: await accountScopes(database, caller, query), match, sort: { at: 1, _id: 1 } },
    query,
  );
}
