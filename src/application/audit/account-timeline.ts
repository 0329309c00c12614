/**
 * The story of an account: its audit, and between it every use, of which only the journal tells. Two lists that are in
 * order already become one; the cursor holds the place in both.
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
import { SYSTEM } from '../../storage/side-effects.ts';
import { cursorOf, placeIn } from '../../storage/paging/cursor.ts';
import type { PageRequest } from '../../storage/paging/read-page.ts';

/** Kind of the journal's entries that the audit does not tell of. */
const USE = 'usage.accepted';

/** The last record of the audit and the last use that were shown. */
interface Place {
  readonly at: Instant;
  readonly auditId: string;
  readonly sequence: number;
}

type Told =
  | { readonly is: 'audit'; readonly record: AuditDocument }
  | { readonly is: 'use'; readonly record: JournalDocument };

export interface TimelineFilter {
  readonly type?: string | undefined;
  /** Types that the reader does not see; null for none. */
  readonly hidden: RegExp | null;
}

export interface TimelinePage {
  readonly items: AccountTimelineEntry[];
  readonly nextCursor: string | null;
}

/** In order of when it takes effect, then of when it was recorded. Throws `validation_failed` for a cursor of another list. */
export async function accountTimeline(
  database: Database,
  accountId: AccountId,
  { type, hidden, limit, cursor }: PageRequest & TimelineFilter,
): Promise<TimelinePage> {
  const from = placeOf(cursor);
  const [audit, uses] = await Promise.all([
    type === USE ? [] : auditFrom(database, accountId, from, limit + 1, { type, hidden }),
    type === undefined || type === USE ? usesFrom(database, accountId, from, limit + 1) : [],
  ]);
  const told = merged(audit, uses);
  const shown = told.slice(0, limit);
  return {
    items: await entriesOf(database, shown),
    nextCursor: told.length > limit ? cursorAt(shown.reduce(behind, from)) : null,
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

function usesFrom(
  { models }: Database,
  accountId: AccountId,
  { sequence }: Place,
  limit: number,
): Promise<JournalDocument[]> {
  return models.journal
    .find({ accountId, sequence: { $gt: sequence }, kind: USE })
    .sort({ sequence: 1 })
    .limit(limit)
    .lean();
}

/** Of what was recorded together the use comes first: the rest followed from it. */
function merged(audit: readonly AuditDocument[], uses: readonly JournalDocument[]): Told[] {
  const told: Told[] = [];
  let next = 0;
  for (const record of audit) {
    for (let use = uses[next]; use !== undefined && isBefore(use, record); use = uses[next]) {
      told.push({ is: 'use', record: use });
      next += 1;
    }
    told.push({ is: 'audit', record });
  }
  return [...told, ...uses.slice(next).map((record) => ({ is: 'use', record }) as const)];
}

function isBefore(use: JournalDocument, record: AuditDocument): boolean {
  return (compareText(use.at, record.at) || compareText(use.recordedAt, record.recordedAt)) <= 0;
}

function behind(place: Place, { is, record }: Told): Place {
  return is === 'use'
    ? { ...place, sequence: record.sequence }
    : { ...place, at: record.at, auditId: record._id };
}

async function entriesOf({ models }: Database, told: readonly Told[]): Promise<AccountTimelineEntry[]> {
  const ids = told.flatMap(({ is, record }) => (is === 'use' ? [record.causedBy.id] : []));
  const uses = await models.usages.find({ _id: { $in: ids } }).lean();
  const useOf = new Map(uses.map((use) => [use._id, use]));
  return told.map(({ is, record }) =>
    is === 'use' ? useEntry(record, useOf.get(record.causedBy.id)) : auditEntry(record),
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

/** `use` is there: it was stored with its entry. */
function useEntry(
  { at, recordedAt, causedBy, balanceAfter: { resource, available } }: JournalDocument,
  use: UsageDocument | undefined,
): AccountTimelineEntry {
  const facts = { usageId: causedBy.id, resource, available };
  if (use === undefined) return { at, recordedAt, type: USE, actor: SYSTEM.by, facts };
  const { quantity, organizationId, reference, arrears, by } = use;
  const said = reference === null ? {} : { reference };
  return {
    at,
    recordedAt,
    type: USE,
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
