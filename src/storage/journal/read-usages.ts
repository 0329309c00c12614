/** Finds usages by id and by key. */
import type { AccountId, UsageId } from '../../domain/ids.ts';
import { readWithin, type Database, type Session } from '../database.ts';
import { contentsOf } from './journal-page.ts';
import { placeOfUsage } from './journal-ids.ts';
import { pagesWith } from './read-entries.ts';
import type { ReadUsage, StoredUsage, UsageRecord } from './usage-record.ts';

/** Null if there is no such usage. */
export async function findUsageById(
  database: Database,
  usageId: UsageId,
  session?: Session,
): Promise<StoredUsage | null> {
  const place = placeOfUsage(usageId);
  const pages =
    place === null
      ? await formerPages(database, usageId, session)
      : await pagesWith(database, place.accountId, [place.sequence], session);
  const usage = pages.flatMap(({ usages }) => usages).find(({ _id }) => _id === usageId);
  if (usage === undefined) return null;
  const [stored] = await withReversals(database, [usage], session);
  return stored ?? null;
}

async function formerPages({ native }: Database, usageId: UsageId, session?: Session) {
  const found = await native.journalPages.find({ formerUsageIds: usageId }, readWithin(session)).toArray();
  return found.map(contentsOf);
}

/** Identifies a usage by what its caller sent. */
export interface NaturalKey {
  readonly accountId: AccountId;
  readonly key: string;
}

/** The usages that were booked under these keys, as they were answered. */
export async function findUsagesByKey(
  { native }: Database,
  keys: readonly NaturalKey[],
): Promise<UsageRecord[]> {
  if (keys.length === 0) return [];
  const pages = await native.journalPages
    .find({ $or: keys.map(({ accountId, key }) => ({ 'usages.key': key, accountId })) })
    .toArray();
  const asked = new Set(keys.map(naturalKeyOf));
  return pages
    .flatMap((page) => contentsOf(page).usages)
    .filter((usage) => asked.has(naturalKeyOf(usage)))
    .map(({ money: _, ...record }) => record);
}

export function naturalKeyOf({ accountId, key }: NaturalKey): string {
  return `${accountId}\n${key}`;
}

/** The usages, in the same order, with their reversals. */
export async function withReversals(
  { native }: Database,
  usages: readonly ReadUsage[],
  session?: Session,
): Promise<StoredUsage[]> {
  if (usages.length === 0) return [];
  const found = await native.usageReversals
    .find({ _id: { $in: usages.map(({ _id }) => _id) } }, readWithin(session))
    .toArray();
  const reversals = new Map(found.map(({ _id, accountId: _, ...reversal }) => [_id, reversal]));
  return usages.map((usage) => {
    const reversal = reversals.get(usage._id);
    return reversal === undefined ? usage : { ...usage, reversal };
  });
}
