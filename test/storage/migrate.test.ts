import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { organizationNameKeys } from '../../src/storage/migrations/0002-organization-name-keys.ts';
import { sandboxOfLots } from '../../src/storage/migrations/0003-sandbox-of-lots.ts';
import { ALL_MIGRATIONS } from '../../src/storage/migrations/all-migrations.ts';
import { migrate, MigrationFailedError, type MigrationReport } from '../../src/storage/migrations/migrate.ts';
import type { Migration } from '../../src/storage/migrations/migration.ts';
import { COLLECTIONS } from '../../src/storage/models.ts';
import { freshDatabaseName, testServers } from '../support/servers.ts';

const RAN_AT = '2026-01-10T09:00:00.000Z';

let database: Database;
let firstStart: MigrationReport;
beforeAll(async () => {
  database = await openDatabase({ uri: testServers().mongodbUri, database: freshDatabaseName() });
  firstStart = await migrate(database, { serverNow: () => RAN_AT });
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.close();
});

/** A migration that counts its runs. */
function counted(id: string, work: () => Promise<void> = () => Promise.resolve()) {
  const counts = { runs: 0 };
  const migration: Migration = {
    id,
    run: async () => {
      counts.runs += 1;
      await work();
    },
  };
  return {
    migration,
    get runs() {
      return counts.runs;
    },
  };
}

/** Migrates with the product's own migrations, then these. */
const migrateWith = (...more: readonly Migration[]) =>
  migrate(database, { migrations: [...ALL_MIGRATIONS, ...more] });

const leases = () => database.connection.collection('migrationLease');

const isRecorded = async (id: string) => (await database.models.migrations.exists({ _id: id })) !== null;

describe('migrations', () => {
  it('are numbered from 0001 without a gap, each in the file of its id', async () => {
    const folder = path.join(import.meta.dirname, '../../src/storage/migrations');
    const files = (await readdir(folder)).filter((name) => /^\d/.test(name)).sort();
    expect(files).toEqual(ALL_MIGRATIONS.map(({ id }) => `${id}.ts`));
    expect(ALL_MIGRATIONS.map(({ id }) => Number(id.slice(0, 4)))).toEqual(
      ALL_MIGRATIONS.map((_migration, index) => index + 1),
    );
  });

  it('are recorded with the time at which they ran', async () => {
    expect(firstStart.ran).toEqual(ALL_MIGRATIONS.map(({ id }) => id));
    expect(await database.models.migrations.find({}).sort({ _id: 1 }).lean()).toEqual(
      firstStart.ran.map((_id) => ({ _id, ranAt: RAN_AT })),
    );
  });

  it('do nothing at the second start', async () => {
    expect(await migrate(database)).toEqual({ ran: [], indexes: { created: [], dropped: [] } });
  });

  it('that are new run alone, once, in their order', async () => {
    const one = counted('1001-one');
    const two = counted('1002-two');
    const three = counted('1003-three');
    expect((await migrateWith(one.migration)).ran).toEqual(['1001-one']);
    const { ran } = await migrateWith(one.migration, two.migration, three.migration);
    expect(ran).toEqual(['1002-two', '1003-three']);
    expect([one.runs, two.runs, three.runs]).toEqual([1, 1, 1]);
  });

  it('stop at one that fails, which is not recorded and runs at the next start', async () => {
    const one = counted('2001-one');
    const broken = counted('2002-two', () => Promise.reject(new Error('disk full')));
    const three = counted('2003-three');
    const failed = migrateWith(one.migration, broken.migration, three.migration);
    await expect(failed).rejects.toThrow(MigrationFailedError);
    await expect(failed).rejects.toThrow('migration 2002-two failed: disk full');
    expect(await isRecorded('2001-one')).toBe(true);
    expect(await isRecorded('2002-two')).toBe(false);
    expect(three.runs).toBe(0);

    const fixed = counted('2002-two');
    expect((await migrateWith(one.migration, fixed.migration, three.migration)).ran).toEqual([
      '2002-two',
      '2003-three',
    ]);
    expect(one.runs).toBe(1);
  });

  it('run once if several processes start together: the others wait', async () => {
    const slow = counted('3001-slow', () => new Promise((resolve) => setTimeout(resolve, 300)));
    const reports = await Promise.all([1, 2, 3].map(() => migrateWith(slow.migration)));
    expect(slow.runs).toBe(1);
    expect(reports.flatMap(({ ran }) => ran)).toEqual(['3001-slow']);
  });

  it('go on after the death of a process that was migrating, once its lease has ended', async () => {
    const next = counted('4001-next');
    await leases().updateOne({}, [{ $set: { holder: 'dead', until: { $add: ['$$NOW', 500] } } }]);
    expect((await migrateWith(next.migration)).ran).toEqual(['4001-next']);
    expect(await leases().findOne()).toMatchObject({ holder: null });
  });

  it('are not recorded by a process whose lease another one has taken over', async () => {
    const overtaken = counted('5001-overtaken', async () => {
      await leases().updateOne({}, [{ $set: { holder: 'another', until: { $add: ['$$NOW', 500] } } }]);
    });
    await expect(migrateWith(overtaken.migration)).rejects.toThrow('another process has taken over');
    expect(await isRecorded('5001-overtaken')).toBe(false);
    expect(await leases().findOne()).toMatchObject({ holder: 'another' });
  });
});

it('organizations of older versions get what a search by name needs', async () => {
  const { accounts, organizations } = database.models;
  const sandboxes = { acc_real: false, acc_sandbox: true };
  await accounts.collection.insertMany(
    Object.entries(sandboxes).map(([_id, sandbox]) => ({ _id, sandbox })) as never,
  );
  await organizations.collection.insertMany(
    Object.keys(sandboxes).map((accountId) => ({
      _id: `org_${accountId}`,
      accountId,
      name: 'ÖGON',
    })) as never,
  );
  await organizationNameKeys.run(database);
  await organizationNameKeys.run(database);
  expect(await organizations.find({}, { sandbox: 1, nameKey: 1 }).sort({ _id: 1 }).lean()).toEqual([
    { _id: 'org_acc_real', sandbox: false, nameKey: 'ögon' },
    { _id: 'org_acc_sandbox', sandbox: true, nameKey: 'ögon' },
  ]);
});

it('every declared collection exists after the migrations', async () => {
  const names = (await database.connection.listCollections()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.values(COLLECTIONS).map(({ name }) => name)));
});

describe('indexes after the migrations', () => {
  const keysOf = async () =>
    (await database.models.consortia.collection.indexes()).map(({ key }) => key as object);

  it('are those declared: an undeclared one is dropped, a missing one created', async () => {
    const declared = await keysOf();
    const { collection } = database.models.consortia;
    await collection.createIndexes([{ key: { name: 1 } }]);
    await collection.dropIndex('accountId_1__id_-1');

    const { indexes } = await migrate(database);
    expect(indexes).toEqual({ created: ['consortia.accountId_1__id_-1'], dropped: ['consortia.name_1'] });
    expect(await keysOf()).toEqual(declared);
  });

  it('have the declared options: one with others is replaced', async () => {
    const { collection } = database.models.consortia;
    await collection.dropIndex('accountId_1__id_-1');
    await collection.createIndexes([
      { key: { accountId: 1, _id: -1 }, unique: true, name: 'of_an_operator' },
    ]);

    const { indexes } = await migrate(database);
    expect(indexes).toEqual({
      created: ['consortia.accountId_1__id_-1'],
      dropped: ['consortia.of_an_operator'],
    });
    const found = await collection.indexes();
    expect(found.filter((index) => index['unique'] === true)).toEqual([]);
  });

  it('of other collections are left alone', async () => {
    await database.connection.collection('reports').createIndexes([{ key: { day: 1 } }]);
    await migrate(database);
    expect(await database.connection.collection('reports').indexes()).toHaveLength(2);
  });
});

it('0003 marks the lots of sandboxes, and no others', async () => {
  const { collection: accounts } = database.models.accounts;
  const { collection: lots } = database.models.lots;
  await accounts.insertMany([
    { _id: 'acc_of_lot_1', sandbox: false },
    { _id: 'acc_of_lot_2', sandbox: true },
  ] as never[]);
  await lots.insertMany([
    { _id: 'lot_1', accountId: 'acc_of_lot_1' },
    { _id: 'lot_2', accountId: 'acc_of_lot_2' },
  ] as never[]);
  await sandboxOfLots.run(database);
  const marked = await lots.find({}).sort({ _id: 1 }).toArray();
  expect(marked.map((lot): unknown[] => [lot._id, lot['sandbox']])).toEqual([
    ['lot_1', false],
    ['lot_2', true],
  ]);
});
