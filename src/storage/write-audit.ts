/** Audit records of a change, as they are stored. */
import type { Instant } from '../domain/instant.ts';
import { newId } from '../infra/ids.ts';
import type { AuditDocument } from './collections/audit.ts';
import type { Database, Session } from './database.ts';
import { sandboxesAmong } from './account-facts.ts';
import type { Actor } from './actor.ts';
import type { AuditEntry } from './side-effects.ts';

/** A record that may not say yet whether its account is a sandbox. */
export type UnmarkedAudit = Omit<AuditDocument, 'sandbox'> & { readonly sandbox: boolean | null };

/** `actor` is the unit's, unless the entry names one of its own. */
export function auditRecord(entry: AuditEntry, actor: Actor, recordedAt: Instant): UnmarkedAudit {
  const { by, requestId } = entry.actor ?? actor;
  return {
    _id: newId('aud'),
    at: entry.at,
    recordedAt,
    type: entry.type,
    actor: by,
    reason: entry.reason ?? null,
    requestId,
    commandId: entry.commandId ?? null,
    accountId: entry.accountId,
    sandbox: entry.sandbox ?? null,
    orderId: entry.orderId ?? null,
    facts: entry.facts ?? {},
    before: entry.before ?? null,
    after: entry.after ?? null,
    journal: entry.journal ?? null,
    catalogueVersion: entry.catalogueVersion ?? null,
    policyVersion: entry.policyVersion ?? null,
  };
}

export async function writeAudit(
  database: Database,
  session: Session,
  records: readonly UnmarkedAudit[],
): Promise<void> {
  if (records.length === 0) return;
  const accountIds = records.flatMap(({ accountId }) => accountId ?? []);
  const sandboxes = await sandboxesAmong(database, accountIds, session);
  const marked = records.map((record): AuditDocument => ({
    ...record,
    sandbox: record.sandbox ?? (record.accountId !== null && sandboxes.has(record.accountId)),
  }));
  await database.native.audit.insertMany(marked, { session, ignoreUndefined: true });
}
