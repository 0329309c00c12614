/** Lists audit records: of all accounts that a caller may see, or of one order. */
import type { OrderId } from '../../domain/ids.ts';
import type { AuditDocument } from '../../storage/collections/audit.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import { accountScopes, type ScopeQuery } from '../access/account-scope.ts';
import { typesHiddenFrom, type Caller } from '../access/caller.ts';

export interface AuditFilter extends ScopeQuery, PageRequest {
  readonly actor?: string | undefined;
  readonly type?: string | undefined;
}

/** Newest first. */
export async function listAudit(
  database: Database,
  caller: Caller,
  query: AuditFilter,
): Promise<Page<AuditDocument>> {
  const { actor, type } = query;
  const match = { ...(actor === undefined ? {} : { actor }), ...(type === undefined ? {} : { type }) };
  return readPage<AuditDocument>(
    database.models.audit,
    { scopes: await accountScopes(database, caller, query), match, sort: { _id: -1 } },
    query,
  );
}

/** Lists the audit of one order, oldest first, without the types that are hidden from the caller. */
export function orderTimeline(
  { models }: Database,
  caller: Caller,
  orderId: OrderId,
  page: PageRequest,
): Promise<Page<AuditDocument>> {
  const hidden = typesHiddenFrom(caller);
  const match = hidden === null ? {} : { type: { $not: hidden } };
  return readPage<AuditDocument>(
    models.audit,
    { scopes: [{ orderId }], match, sort: { at: 1, _id: 1 } },
    page,
  );
}
