/** The audit, newest record first. */
import type { auditRoutes, AuditRecord } from '../../contracts/audit.ts';
import type { AuditDocument } from '../../storage/collections/audit.ts';
import { accountScopes } from '../../application/access/account-scope.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';

export function auditHandlers({ database }: HandlerDependencies): Handlers<typeof auditRoutes> {
  return {
    listAudit: async ({ query, caller }) => {
      const { actor, type } = query;
      const { documents, nextCursor } = await readPage<AuditDocument>(
        database.models.audit,
        {
          scopes: await accountScopes(database, caller, query),
          match: {
            ...(actor === undefined ? {} : { actor }),
            ...(type === undefined ? {} : { type }),
          },
          sort: { _id: -1 },
        },
        query,
      );
      return { status: 200, body: { items: documents.map(auditView), nextCursor } };
    },
  };
}

function auditView(record: AuditDocument): AuditRecord {
  const { _id, at, recordedAt, type, actor, requestId, facts, before, after } = record;
  const { reason, accountId, orderId, journal, catalogueVersion, policyVersion } = record;
  return {
    id: _id,
    at,
    recordedAt,
    type,
    actor,
    ...(reason === null ? {} : { reason }),
    requestId,
    ...(accountId === null ? {} : { accountId }),
    ...(orderId === null ? {} : { orderId }),
    facts,
    before,
    after,
    ...(journal === null ? {} : { journal }),
    ...(catalogueVersion === null ? {} : { catalogueVersion }),
    ...(policyVersion === null ? {} : { policyVersion }),
  };
}
