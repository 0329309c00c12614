/**
 * The timeline of an account: its audit records, merged with its usages, which only the journal records. Both lists are sorted;
 * the cursor holds the position in each.
 */
import { z } from 'zod';
import { instant } from '../../contracts/primitives.ts';
import type { AccountTimelineEntry } from '../../contracts/timeline.ts';
import type { AccountId } from '../../domain/ids.ts';
import { FIRST_INSTANT, type Instant } from '../../domain/instant.ts';
import { compareText } from '../../domain/ledger/state.ts';
import type { Database } from '../../storage/database.ts';
import type { AuditDocument } from '../../storage/collections/audit.ts';
import type { JournalDocument } from '../../storage/collections/journal.ts';
import type { UsageDocument } from '../../storage/collections/usages.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { cursorOf, placeIn } from '../../storage/paging/cursor.ts';
import type { PageRequest } from '../../storage/paging/read-page.ts';

/** Kind of the journal entries that have no audit record. */
const USAGE = 'usage.accepted';

/** The last audit record and the last usage of the previous page. */
interface Place {
  readonly at: Instant;
  readonly auditId: string;
  readonly sequence: number;
}

type Listed =
  | { readonly is: 'audit'; readonly record: AuditDocument }
  | { readonly is: 'usage'; readonly record: JournalDocument };

export interface TimelineFilter {
  readonly type?: string | undefined;
  /** Types that the caller must not see; null for none. */
  readonly hidden: RegExp | null;
}

export interface TimelinePage {
  readonly items: AccountTimelineEntry[];
  readonly nextCursor: string | null;
}

/** Oldest first, by effective time, then by recorded time. Throws `validation_failed` for a cursor of another list. */
export async function accountTimeline(
  database: Database,
  accountId: AccountId,
  { type, hidden, limit, cursor }: PageRequest & TimelineFilter,
): Promise<TimelinePage> {
  const from = placeOf(cursor);
  const [audit, usages] = await Promise.all([
    type === USAGE ? [] : auditFrom(database, accountId, from, limit + 1, { type, hidden }),
    type === undefined || type === USAGE ? usagesFrom(database, accountId, from, limit + 1) : [],
  ]);
  const listed = merged(audit, usages);
  const shown = listed.slice(0, limit);
  return {
    items: await entriesOf(database, shown),
    nextCursor: listed.length > limit ? cursorAt(shown.reduce(behind, from)) : null,
  };
}

function auditFrom(
  { models }: Database,
  accountId: AccountId,
  { at, auditId }: Place,
  limit: number,
  { type, hidden }: TimelineFilter,
): Promise<AuditDocument[]> {
  const behindPlace = { $or: [{ at: { $gt: at } }, { at, _id: { $gt: auditId } }] };
  const typeMatch = {
    ...(type === undefined ? {} : { $eq: type }),
    ...(hidden === null ? {} : { $not: hidden }),
  };
  return models.audit
    .find({
      accountId,
      ...behindPlace,
      ...(type === undefined && hidden === null ? {} : { type: typeMatch }),
    })
    .sort({ at: 1, _id: 1 })
    .limit(limit)
    .lean();
}

function usagesFrom(
  { models }: Database,
  accountId: AccountId,
  { sequence }: Place,
  limit: number,
): Promise<JournalDocument[]> {
  return models.journal
    .find({ accountId, sequence: { $gt: sequence }, kind: USAGE })
    .sort({ sequence: 1 })
    .limit(limit)
    .lean();
}

/** A usage comes before audit records of the same instants, which follow from it. */
function merged(audit: readonly AuditDocument[], usages: readonly JournalDocument[]): Listed[] {
  const listed: Listed[] = [];
  let next = 0;
  for (const record of audit) {
    for (let usage = usages[next]; usage !== undefined && isBefore(usage, record); usage = usages[next]) {
      listed.push({ is: 'usage', record: usage });
      next += 1;
    }
    listed.push({ is: 'audit', record });
  }
  return [...listed, ...usages.slice(next).map((record) => ({ is: 'usage', record }) as const)];
}

function isBefore(usage: JournalDocument, record: AuditDocument): boolean {
  return (compareText(usage.at, record.at) || compareText(usage.recordedAt, record.recordedAt)) <= 0;
}

function behind(place: Place, { is, record }: Listed): Place {
  return is === 'usage'
    ? { ...place, sequence: record.sequence }
    : { ...place, at: record.at, auditId: record._id };
}

async function entriesOf({ models }: Database, listed: readonly Listed[]): Promise<AccountTimelineEntry[]> {
  const ids = listed.flatMap(({ is, record }) => (is === 'usage' ? [record.causedBy.id] : []));
  const usages = await models.usages.find({ _id: { $in: ids } }).lean();
  const usageOf = new Map(usages.map((usage) => [usage._id, usage]));
  return listed.map(({ is, record }) =>
    is === 'usage' ? usageEntry(record, usageOf.get(record.causedBy.id)) : auditEntry(record),
  );
}

function auditEntry({
  at,
  recordedAt,
  type,
  actor,
  reason,
  orderId,
  facts,
}: AuditDocument): AccountTimelineEntry {
  return {
    at,
    recordedAt,
    type,
    actor,
    ...(reason === null ? {} : { reason }),
    ...(orderId === null ? {} : { orderId }),
    facts,
  };
}

/** `usage` is stored in the same transaction as its entry. */
function usageEntry(
  { at, recordedAt, causedBy, balanceAfter: { resource, available } }: JournalDocument,
  usage: UsageDocument | undefined,
): AccountTimelineEntry {
  const facts = { usageId: causedBy.id, resource, available };
  if (usage === undefined) return { at, recordedAt, type: USAGE, actor: SYSTEM.by, facts };
  const { quantity, organizationId, reference, arrears, by } = usage;
  const said = reference === null ? {} : { reference };
  return {
    at,
    recordedAt,
    type: USAGE,
    actor: by,
    facts: { ...facts, quantity, organizationId, arrears, ...said },
  };
}

function cursorAt({ at, auditId, sequence }: Place): string {
  return cursorOf([at, auditId, sequence]);
}

const place = z.tuple([instant, z.string(), z.int()]);

function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return { at: FIRST_INSTANT, auditId: '', sequence: 0 };
  const [at, auditId, sequence] = placeIn(cursor, place);
  return { at, auditId, sequence };
}
