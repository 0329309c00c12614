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
import { readPages } from '../../storage/journal/read-entries.ts';
import type { UsageRecord } from '../../storage/journal/usage-record.ts';
import { cursorOf, placeIn } from '../../storage/paging/cursor.ts';
import { PRESENT } from '../../storage/define-collection.ts';
import type { PageRequest } from '../../storage/paging/read-page.ts';

/** Kind of the journal entries that have no audit record. */
const USAGE = 'usage.accepted';

/** A usage, and when it was recorded. */
type TimedUsage = UsageRecord & { readonly recordedAt: Instant };

/** The last audit record and the last usage of the previous page. */
interface Place {
  readonly at: Instant;
  readonly auditId: string;
  readonly sequence: number;
}

type Listed =
  | { readonly is: 'audit'; readonly record: AuditDocument }
  | { readonly is: 'usage'; readonly record: TimedUsage };

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
    items: shown.map(entryOf),
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

async function usagesFrom(
  database: Database,
  accountId: AccountId,
  { sequence: after }: Place,
  limit: number,
): Promise<TimedUsage[]> {
  const found: TimedUsage[] = [];
  const match = { 'usages.key': PRESENT };
  for await (const { entries, usages } of readPages(database, accountId, { after, match })) {
    const recordedAt = entries[0]?.recordedAt ?? FIRST_INSTANT;
    for (const usage of usages) if (usage.sequence > after) found.push({ ...usage, recordedAt });
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

/** A usage comes before audit records of the same instants, which follow from it. */
function merged(audit: readonly AuditDocument[], usages: readonly TimedUsage[]): Listed[] {
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

function isBefore(usage: TimedUsage, record: AuditDocument): boolean {
  return (compareText(usage.at, record.at) || compareText(usage.recordedAt, record.recordedAt)) <= 0;
}

function behind(place: Place, { is, record }: Listed): Place {
  return is === 'usage'
    ? { ...place, sequence: record.sequence }
    : { ...place, at: record.at, auditId: record._id };
}

function entryOf({ is, record }: Listed): AccountTimelineEntry {
  return is === 'usage' ? usageEntry(record) : auditEntry(record);
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

function usageEntry(usage: TimedUsage): AccountTimelineEntry {
  const { at, recordedAt, resource, quantity, organizationId, reference, arrears, by } = usage;
  const { available } = usage.balance;
  const said = reference === null ? {} : { reference };
  const facts = { usageId: usage._id, resource, available, quantity, organizationId, arrears, ...said };
  return { at, recordedAt, type: USAGE, actor: by, facts };
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
