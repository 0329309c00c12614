/** The journal and usages of the release before pages: migrated, they mean the same, and nothing is lost or booked twice. */
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { journalPage } from '../../src/application/ledger/queries/journal-pages.ts';
import { reverseUsage } from '../../src/application/usages/reverse-usage.ts';
import { chainedEntry } from '../../src/domain/ledger/hash-chain.ts';
import type { JournalEntry } from '../../src/domain/ledger/journal-entry.ts';
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import { newId, sha256Hex } from '../../src/infra/ids.ts';
import { DATA_FORMAT } from '../../src/storage/data-format.ts';
import { findUsageById } from '../../src/storage/journal/read-usages.ts';
import type { StoredUsage } from '../../src/storage/journal/usage-record.ts';
import { journalPages } from '../../src/storage/migrations/0009-journal-pages.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { HeldClock } from '../support/held-clock.ts';
import { journalOf, usagesOf } from '../support/journal.ts';
import { soundLedger } from '../support/ledger-checks.ts';
import { creditLot } from '../support/lots.ts';
import { openAccount, TESTER } from '../support/order-fixtures.ts';
import { useFixture } from '../support/use-fixture.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { INSPECTION, outcomeOf, usageOf, usageRequestOf } from '../application/ledger/uses.ts';

const START = '2026-01-10T09:00:00.000Z';
const clock = new HeldClock(START);
const fixture = useFixture(clock.now);
const policies = drawPolicies(() => ({ overdraft: 'arrears' }));

interface Former {
  readonly entries: readonly JournalEntry[];
  /** With the ids that the release before gave. */
  readonly usages: readonly StoredUsage[];
}

/** An account with lots, uses within and beyond them, several in one transaction, and a reversal. */
async function usedAccount(sandbox: boolean) {
  const { _id: accountId } = await openAccount(fixture, {
    agreement: false,
    ...(sandbox && { sandboxNow: START }),
  });
  const credit = (units: number) =>
    creditLot(fixture, accountId, {
      ...{ resource: INSPECTION, units, storageYears: 15 },
      ...{ purchasedAt: START, expiresAt: plusMs(START, 365 * DAY_MS) },
    });
  const process = new GroupCommit(fixture, policies);
  const requests = [
    usageRequestOf(accountId, { resource: INSPECTION, quantity: 3, reference: 'study-1' }),
    usageRequestOf(accountId, { resource: INSPECTION, quantity: 4, storageYears: 15 }),
    usageRequestOf(accountId, { resource: INSPECTION, quantity: 9, preferredStorageYears: 15 }),
  ];
  await credit(10);
  const used = await Promise.all(requests.map((request) => process.submit(request)));
  clock.stand = plusMs(clock.stand, 1_000);
  await credit(4);
  await runTransaction(fixture, TESTER, (unit) =>
    reverseUsage(unit, { usageId: usageOf(used[1]!)._id, reason: 'sent twice' }),
  );
  return { accountId, requests };
}

/** Stores what pages hold as the release before stored it: an entry and a usage each, with ids of their own. */
async function storeAsBefore(accountIds: readonly string[]): Promise<ReadonlyMap<string, Former>> {
  const { database } = fixture;
  const { native, connection } = database;
  const former = new Map<string, Former>();
  for (const name of ['journal', 'usages']) await connection.collection(name).drop();
  for (const accountId of accountIds) {
    const usages = (await usagesOf(database, accountId)).map((usage) => ({ ...usage, _id: newId('usg') }));
    const idOf = new Map(usages.map(({ sequence, _id }) => [sequence, _id]));
    const reversed = new Map(
      (await usagesOf(database, accountId)).map((usage, index) => [usage._id, usages[index]!._id]),
    );
    let previousHash = '';
    const entries = (await journalOf(database, accountId)).map((entry) => {
      const { usageHash: _, causedBy, ...booked } = entry;
      const id = idOf.get(entry.sequence) ?? reversed.get(causedBy.id) ?? causedBy.id;
      const chained = chainedEntry(previousHash, { ...booked, causedBy: { ...causedBy, id } }, sha256Hex);
      previousHash = chained.hash;
      return chained;
    });
    await native.ledgers.updateOne({ _id: accountId }, { $set: { hash: previousHash } });
    await native.checkpoints.deleteMany({ accountId });
    await connection
      .collection<{ _id: string }>('journal')
      .insertMany(
        entries.map((entry) => ({ ...entry, _id: `jrn_${accountId}_${entry.sequence}`, accountId })),
      );
    await connection.collection<{ _id: string }>('usages').insertMany(
      usages.map(({ requestedStorageYears, money: _, ...usage }) => {
        const { organizationId, resource, quantity, reference } = usage;
        const asked = [accountId, organizationId, resource, quantity, requestedStorageYears, reference];
        return { ...usage, bodyHash: sha256Hex(JSON.stringify(asked)) };
      }),
    );
    former.set(accountId, { entries, usages });
  }
  await native.journalPages.deleteMany({});
  await native.usageReversals.deleteMany({});
  await database.models.migrations.deleteOne({ _id: journalPages.id });
  await connection
    .collection<{ _id: string }>('dataFormat')
    .updateOne({ _id: 'data' }, { $set: { format: 5 } });
  return former;
}

let accounts: Awaited<ReturnType<typeof usedAccount>>[];
let former: ReadonlyMap<string, Former>;
beforeAll(async () => {
  accounts = [await usedAccount(false), await usedAccount(true)];
  former = await storeAsBefore(accounts.map(({ accountId }) => accountId));
  const { connection } = fixture.database;
  const db = connection.getClient().db(connection.name);
  const methods = db.constructor.prototype as typeof db;
  // A process of the release before writes between the two steps by which the journal is set aside.
  const journal = connection.collection<{ _id: string }>('journal');
  const late = await journal.findOneAndDelete({ kind: 'lot.credited' });
  const renamed = jest.spyOn(methods, 'renameCollection');
  renamed.mockImplementationOnce(async function (this: typeof db, ...given) {
    renamed.mockRestore();
    const moved = await this.renameCollection(...given);
    await journal.insertOne(late!);
    return moved;
  });
  // Interrupted after the pages were written: it runs again from the beginning.
  jest
    .spyOn(methods, 'dropCollection')
    .mockImplementation((name) =>
      name === 'journal' ? db.command({ drop: name }).then(() => true) : Promise.reject(new Error('planted')),
    );
  await expect(migrate(fixture.database)).rejects.toThrow('planted');
  jest.restoreAllMocks();
  expect((await migrate(fixture.database)).ran).toEqual([journalPages.id]);
});
afterAll(() => jest.restoreAllMocks());

test('every entry is what it was, hash by hash, and agrees with the state', async () => {
  for (const { accountId } of accounts) {
    const entries = await journalOf(fixture.database, accountId);
    expect(entries).toEqual(former.get(accountId)!.entries);
    await soundLedger(fixture, accountId);
  }
});

test('every usage keeps its id, what it drew and its reversal', async () => {
  for (const { accountId } of accounts) {
    const { usages } = former.get(accountId)!;
    expect(await usagesOf(fixture.database, accountId)).toEqual(usages);
    for (const usage of usages) expect(await findUsageById(fixture.database, usage._id)).toEqual(usage);
    const [, second] = usages;
    const page = await journalPage(fixture.database, accountId, { usageId: second!._id, limit: 50 });
    expect(page.documents.at(-1)).toMatchObject({ kind: 'usage.accepted', causedBy: { id: second!._id } });
    expect(page.documents.map(({ kind }) => kind)).toContain('usage.reversed');
  }
});

test('a key that was used before returns its first result, and is refused for another usage', async () => {
  const process = new GroupCommit(fixture, policies);
  for (const { accountId, requests } of accounts) {
    const before = await usagesOf(fixture.database, accountId);
    for (const [index, request] of requests.entries()) {
      const outcome = await process.submit(request);
      expect(outcomeOf(outcome)).toBe('replayed');
      expect(usageOf(outcome)._id).toBe(before[index]!._id);
      for (const other of [{ quantity: 1 }, { storageYears: 1 }, { reference: 'study-2' }])
        expect(outcomeOf(await process.submit({ ...request, ...other }))).toBe('idempotency_mismatch');
    }
  }
});

test('what is booked afterwards continues the chain', async () => {
  const process = new GroupCommit(fixture, policies);
  for (const { accountId } of accounts) {
    expect(outcomeOf(await process.submit(usageRequestOf(accountId, { resource: INSPECTION })))).toBe(
      'accepted',
    );
    await soundLedger(fixture, accountId);
  }
});

test('a process of the release before can book nothing any more, and does not start', async () => {
  const { connection } = fixture.database;
  for (const name of ['journal', 'usages']) {
    expect(await connection.collection(name).countDocuments()).toBe(0);
    await expect(
      connection.collection<{ _id: string }>(name).insertOne({ _id: 'late' }),
    ).rejects.toMatchObject({
      code: 121,
    });
  }
  expect(await connection.collection('dataFormat').findOne()).toMatchObject({ format: DATA_FORMAT });
});
