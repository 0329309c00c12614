/**
 * Writes the journal and its usages as pages. Pages are never changed, so every later version reads what today's `pagesOf`
 * writes.
 *
 * The former collections are set aside first, and empty ones that refuse all writes take their place: a process of an earlier
 * release books nothing from then on. Interrupted, the migration writes the same pages again.
 */
import { mongo } from 'mongoose';
import { canonicalJson } from '../../domain/ledger/canonical-json.ts';
import type { JournalEntry } from '../../domain/ledger/journal-entry.ts';
import { sha256Hex } from '../../infra/ids.ts';
import type { JournalPageDocument } from '../collections/journal-pages.ts';
import type { UsageReversalDocument } from '../collections/usage-reversals.ts';
import { contentsOf, PAGE_ENTRIES, pagesOf } from '../journal/journal-page.ts';
import type { UsageRecord, UsageReversal } from '../journal/usage-record.ts';
import { createCollections } from './create-collections.ts';
import type { Migration } from './migration.ts';

type FormerEntry = JournalEntry & { readonly _id: string; readonly accountId: string };
type FormerUsage = Omit<UsageRecord, 'requestedStorageYears'> & {
  readonly bodyHash: string;
  readonly reversal?: UsageReversal | null;
};

const NAMES = ['journal', 'usages'] as const;
type Name = (typeof NAMES)[number];

const formerOf = (name: Name): string => `${name}BeforePages`;
/** No document has no id, so a collection with this validator takes none. */
const REFUSES_ALL = { _id: { $exists: false } };
const NAMESPACE_EXISTS = 48;
/** Pages that are written at a time. */
const BATCH = 500;

export const journalPages: Migration = {
  id: '0009-journal-pages',
  run: async (database) => {
    const { connection } = database;
    const db = connection.getClient().db(connection.name);
    await createCollections(database, ['journalPages', 'usageReversals']);
    for (const name of NAMES) await setAside(db, name);
    await convert(db);
    // The journal first: without it, a second run converts nothing.
    for (const name of NAMES) {
      if (await exists(db, formerOf(name))) await db.dropCollection(formerOf(name));
    }
  },
};

/** Renames the collection and leaves one in its place that refuses all writes. */
async function setAside(db: mongo.Db, name: Name): Promise<void> {
  for (;;) {
    const [placed] = await db.listCollections({ name }).toArray();
    if (placed !== undefined && 'options' in placed && placed.options['validator'] !== undefined) return;
    if (placed !== undefined) await moveAside(db, name);
    try {
      await db.createCollection(name, { validator: REFUSES_ALL });
      return;
    } catch (error) {
      // A process of an earlier release has written in this very moment. What it wrote is moved, too.
      if (!(error instanceof mongo.MongoServerError) || error.code !== NAMESPACE_EXISTS) throw error;
    }
  }
}

async function exists(db: mongo.Db, name: string): Promise<boolean> {
  return (await db.listCollections({ name }, { nameOnly: true }).toArray()).length > 0;
}

async function moveAside(db: mongo.Db, name: Name): Promise<void> {
  if (!(await exists(db, formerOf(name)))) {
    await db.renameCollection(name, formerOf(name));
    return;
  }
  for await (const late of db.collection(name).find())
    await db.collection(formerOf(name)).replaceOne({ _id: late._id }, late, { upsert: true });
  await db.dropCollection(name);
}

async function convert(db: mongo.Db): Promise<void> {
  const entries = db
    .collection<FormerEntry>(formerOf('journal'))
    .find()
    .sort({ accountId: 1, sequence: 1 })
    .allowDiskUse();
  let together: FormerEntry[] = [];
  let groups: FormerEntry[][] = [];
  for await (const entry of entries) {
    const last = together.at(-1);
    if (last === undefined || (together.length < PAGE_ENTRIES && continues(last, entry)))
      together.push(entry);
    else {
      groups.push(together);
      together = [entry];
      if (groups.length === BATCH) {
        await writePages(db, groups);
        groups = [];
      }
    }
  }
  if (together.length > 0) groups.push(together);
  await writePages(db, groups);
}

/** True if both entries may have come from one transaction, and the chain is unbroken between them. */
function continues(last: FormerEntry, entry: FormerEntry): boolean {
  return (
    entry.accountId === last.accountId &&
    entry.sequence === last.sequence + 1 &&
    entry.previousHash === last.hash &&
    entry.recordedAt === last.recordedAt &&
    entry.at === last.at
  );
}

async function writePages(db: mongo.Db, groups: readonly FormerEntry[][]): Promise<void> {
  if (groups.length === 0) return;
  const ids = groups.flat().flatMap(({ kind, causedBy }) => (kind === 'usage.accepted' ? [causedBy.id] : []));
  const found = await db
    .collection<FormerUsage>(formerOf('usages'))
    .find({ _id: { $in: ids } })
    .toArray();
  const usages = new Map(found.map((usage) => [usage._id, usage]));
  const sandboxes = await sandboxesAmong(
    db,
    groups.flatMap(([first]) => first?.accountId ?? []),
  );
  const pages = groups.flatMap((group) => pagesFor(group, usages, sandboxes));
  await db.collection<JournalPageDocument>('journalPages').bulkWrite(
    pages.map((page) => ({ replaceOne: { filter: { _id: page._id }, replacement: page, upsert: true } })),
    { ordered: false },
  );
  const reversals = found.flatMap(({ _id, accountId, reversal }) =>
    reversal === undefined || reversal === null ? [] : [{ _id, accountId, ...reversal }],
  );
  if (reversals.length === 0) return;
  await db.collection<UsageReversalDocument>('usageReversals').bulkWrite(
    reversals.map((reversal) => ({
      replaceOne: { filter: { _id: reversal._id }, replacement: reversal, upsert: true },
    })),
    { ordered: false },
  );
}

function pagesFor(
  group: readonly FormerEntry[],
  usages: ReadonlyMap<string, FormerUsage>,
  sandboxes: ReadonlySet<string>,
): JournalPageDocument[] {
  const [first] = group;
  if (first === undefined) return [];
  const { accountId } = first;
  const booked = group.flatMap(({ kind, causedBy }) => {
    const usage = kind === 'usage.accepted' ? usages.get(causedBy.id) : undefined;
    return usage === undefined ? [] : [recordOf(usage)];
  });
  const pages = pagesOf({ accountId, sandbox: sandboxes.has(accountId), entries: group, usages: booked });
  const read = pages.flatMap((page) => contentsOf(page).entries);
  for (const [index, { _id, accountId: _, ...entry }] of group.entries()) {
    const again = read[index];
    const isSame =
      again !== undefined && canonicalJson(again) === canonicalJson(entry) && again.hash === entry.hash;
    if (!isSame) throw new Error(`entry ${_id} cannot be written in a page`);
  }
  return pages;
}

async function sandboxesAmong(db: mongo.Db, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await db
    .collection<{ _id: string }>('accounts')
    .find({ _id: { $in: [...new Set(accountIds)] }, sandbox: true }, { projection: { _id: 1 } })
    .toArray();
  return new Set(found.map(({ _id }) => _id));
}

/** The hash of the request says which storage it asked for: that of the draws, or none. */
function recordOf({ bodyHash, reversal: _, ...usage }: FormerUsage): UsageRecord {
  const { accountId, organizationId, resource, quantity, storageYears, reference } = usage;
  const asked = JSON.stringify([accountId, organizationId, resource, quantity, null, reference]);
  return { ...usage, requestedStorageYears: sha256Hex(asked) === bodyHash ? null : storageYears };
}
