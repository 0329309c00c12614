/** A record of the audit as responses show it: in full, or as an entry of an order's timeline. */
import type { AuditRecord } from '../../contracts/audit.ts';
import type { AuditDocument } from '../../storage/collections/audit.ts';

export function auditView(record: AuditDocument): AuditRecord {
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

export function timelineEntryView({ at, recordedAt, type, actor, reason, facts }: AuditDocument) {
  return { at, recordedAt, type, actor, ...(reason === null ? {} : { reason }), facts };
}
