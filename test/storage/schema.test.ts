import { openDatabase, type Database, type Models } from '../../src/storage/database.ts';
import { DATA_FORMAT, DataFormatError, OLDEST_FORMAT } from '../../src/storage/data-format.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { freshDatabaseName, testServers } from '../support/servers.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ uri: testServers().mongodbUri, database: freshDatabaseName() });
  // Two processes that start at the same moment, and a start after them.
  await Promise.all([migrate(database), migrate(database)]);
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.close();
});

const indexesOf = (name: keyof Models) => database.models[name].collection.indexes();

/** What must exist once for ever, besides what an id derived from its natural key guards. */
const NATURAL_KEYS: readonly [keyof Models, Record<string, 1 | -1>, Record<string, unknown> | null][] = [
  ['journalPages', { 'usages.key': 1, accountId: 1 }, { 'usages.key': { $gt: '' } }],
  ['deliveries', { noticeId: 1, platform: 1 }, null],
  ['agreements', { accountId: 1, number: 1 }, null],
  ['acceptanceLinks', { hash: 1 }, null],
  ['acceptanceLinks', { serviceId: 1 }, null],
  ['catalogueVersions', { number: -1 }, null],
  ['keys', { hash: 1 }, null],
  ['sessions', { hash: 1 }, null],
  ['signInLinks', { hash: 1 }, null],
  ['audit', { commandId: 1 }, { commandId: { $gt: '' } }],
  ['licences', { lineId: 1 }, null],
  ['terms', { lineId: 1 }, null],
  ['services', { lineId: 1, unit: 1 }, null],
  ['orders', { perpetualLicences: 1 }, { perpetualLicences: { $gt: '' } }],
  [
    'payments',
    { provider: 1, providerReference: 1, 'amount.amountMinor': 1, 'amount.currency': 1 },
    { provider: { $gt: '' }, capturedAt: { $gt: '' } },
  ],
  ['clockAdvances', { accountId: 1 }, { state: 'running' }],
  [
    'episodes',
    { accountId: 1, resource: 1, organizationId: 1, sku: 1 },
    { state: { $in: ['open', 'suspended'] } },
  ],
];

it.each(NATURAL_KEYS)('%s are unique by %o', async (collection, key, partialFilterExpression) => {
  const found = (await indexesOf(collection)).find(
    (index) => JSON.stringify(index.key) === JSON.stringify(key),
  );
  expect(found).toMatchObject({ unique: true });
  expect(found?.['partialFilterExpression'] ?? null).toEqual(partialFilterExpression);
});

it('no other index is unique, so that this list is whole', async () => {
  const names = Object.keys(database.models) as (keyof Models)[];
  const unique = await Promise.all(
    names.map(async (name) => {
      const { collectionName } = database.models[name].collection;
      return (await indexesOf(name)).filter((index) => index['unique'] === true).map(() => collectionName);
    }),
  );
  expect(unique.flat().sort()).toEqual(NATURAL_KEYS.map(([name]) => name).sort());
});

it('running them again changes nothing that is stored', async () => {
  const read = async () =>
    Promise.all(
      Object.keys(database.models).map(async (name) => [name, await indexesOf(name as keyof Models)]),
    );
  await database.models.keys.insertMany([
    {
      _id: 'key_1',
      name: 'one',
      roles: ['sales'],
      accountIds: null,
      hash: 'h',
      createdAt: '2026-01-10T09:00:00.000Z',
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
      guard: 0,
    },
  ]);
  const before = await read();
  await migrate(database);
  expect(await read()).toEqual(before);
  expect(await database.models.keys.countDocuments()).toBe(1);
});

describe('a database with data of another format', () => {
  type Fill = (other: Database) => Promise<unknown>;
  const stamped =
    (format: number): Fill =>
    (other) =>
      other.connection
        .collection<{ _id: string; format: number }>('dataFormat')
        .insertOne({ _id: 'data', format });
  const opened = async (fill: Fill) => {
    const other = await openDatabase({ uri: testServers().mongodbUri, database: freshDatabaseName() });
    await fill(other);
    const contents = async () => {
      const names = await other.connection.listCollections();
      return names.map(({ name }) => name).sort();
    };
    return { other, contents };
  };

  it.each<[string, Fill, RegExp]>([
    [
      'older than the stamp',
      (other) => other.connection.createCollection('ledgers'),
      /older version.*without a number/,
    ],
    // Their agreements lack the ledger's copy of overrides, and coverage that ended lacks its episode.
    ...Array.from({ length: OLDEST_FORMAT - 1 }, (_, index): [string, Fill, RegExp] => [
      `format ${index + 1}, which is older`,
      stamped(index + 1),
      /older version/,
    ]),
    ['newer', stamped(DATA_FORMAT + 1), /newer version/],
  ])('is refused and left as it is: %s', async (_what, fill, words) => {
    const { other, contents } = await opened(fill);
    const before = await contents();
    await expect(migrate(other)).rejects.toThrow(words);
    await expect(migrate(other)).rejects.toThrow(DataFormatError);
    expect(await contents()).toEqual(before);
    await other.connection.dropDatabase();
    await other.close();
  });

  it('is named to the operator with its folder', () => {
    expect(new DataFormatError('product', null).in('/srv/data').message).toContain('/srv/data');
  });
});

it('a document with a field that its collection does not know is refused', async () => {
  const stray = {
    _id: 'con_1',
    accountId: 'acc_1',
    name: 'one',
    createdAt: '2026-01-10T09:00:00.000Z',
    colour: 'red',
  };
  await expect(database.models.consortia.insertMany([stray])).rejects.toThrow(/colour/);
});
