/** The doctor finds what is wrong with an installation, says how to correct it, and changes nothing. */
import type { Client } from '@temporalio/client';
import { loadServiceConfig } from '../../src/infra/config.ts';
import { newId } from '../../src/infra/ids.ts';
import { createLogger } from '../../src/infra/logging.ts';
import { examine } from '../../src/processes/doctor/examine.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { STAMP_ID, stampsOf } from '../../src/storage/installation.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { claimInstallation } from '../../src/temporal/claim-installation.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { scheduleIdOf } from '../../src/temporal/reconciliation-schedule.ts';
import { freshDatabaseName, testServers } from '../support/servers.ts';

const logger = createLogger({ logLevel: 'silent' }, 'test');
const taskQueue = newId('cmd').replace('_', '-');
const databaseName = freshDatabaseName();

let database: Database;
let client: Client;
beforeAll(async () => {
  const { mongodbUri, temporalAddress } = testServers();
  database = await openDatabase({ uri: mongodbUri, database: databaseName });
  client = lazyClient({ address: temporalAddress, namespace: 'default' });
  await migrate(database);
  await claimInstallation(database, client, { taskQueue, intervalSeconds: 86_400 });
});
afterAll(async () => {
  await client.schedule.getHandle(scheduleIdOf(taskQueue)).delete();
  await client.connection.close();
  await database.connection.dropDatabase();
  await database.close();
});

function found(given: Readonly<Record<string, string>> = {}) {
  const { mongodbUri, temporalAddress } = testServers();
  const config = loadServiceConfig({
    MONGODB_URI: mongodbUri,
    MONGODB_DATABASE: databaseName,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_TASK_QUEUE: taskQueue,
    ...given,
  });
  return examine(config, { logger, checksVariables: true });
}

async function finding(check: string, given?: Readonly<Record<string, string>>) {
  return (await found(given)).find((one) => one.check === check);
}

const SECRETS = { SEALING_SECRET: 'a'.repeat(40), EXPORT_SIGNING_KEY: 'b'.repeat(40) };

test('of a prepared installation, only the worker is missing, and each remedy is named', async () => {
  const findings = await found(SECRETS);
  expect(findings.filter(({ state }) => state === 'problem')).toEqual([
    expect.objectContaining({ check: 'workers', remedy: 'Start a worker.' }),
  ]);
  expect(findings.filter(({ state }) => state === 'good').map(({ check }) => check)).toEqual(
    expect.arrayContaining([
      ...['Node', 'MongoDB', 'clock', 'transaction lifetime', 'permission to write', 'format of the data'],
      ...['migrations', 'indexes', 'Temporal', 'Temporal version', 'search attributes', 'builds of workers'],
      'schedule of reconciliation',
    ]),
  );
  expect(findings.filter(({ state, remedy }) => state !== 'good' && remedy === undefined)).toEqual([]);
});

test('it leaves nothing behind: neither the record that it tries to write, nor a collection', async () => {
  const db = database.connection.getClient().db(databaseName);
  const collections = async () => (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const before = await collections();
  await found();
  expect(await collections()).toEqual(before);
  expect(await database.models.migrations.countDocuments({ _id: 'doctor' })).toBe(0);
});

test('a missing index is a problem, and one that is not declared a warning, by name', async () => {
  const { collection } = database.models.deadlines;
  await collection.dropIndex('orderId_1_at_1__id_1');
  expect(await finding('indexes')).toEqual({
    ...{ check: 'indexes', state: 'problem', found: 'missing: deadlines (orderId, at, _id)' },
    remedy: 'Run migrate.',
  });
  await collection.createIndexes([{ key: { made: 1 } }]);
  await migrate(database);
  expect(await finding('indexes')).toMatchObject({ state: 'good' });
  await collection.createIndexes([{ key: { made: 1 } }]);
  expect(await finding('indexes')).toMatchObject({
    state: 'warning',
    found: 'not declared: deadlines.made_1',
  });
  await migrate(database);
});

test('data of another format, and a migration that did not run, are problems', async () => {
  await stampsOf(database.connection).updateOne({ _id: STAMP_ID }, { $inc: { format: 1 } });
  expect(await finding('format of the data')).toMatchObject({ state: 'problem' });
  await stampsOf(database.connection).updateOne({ _id: STAMP_ID }, { $inc: { format: -1 } });
  const last = await database.models.migrations.findOneAndDelete({}, { sort: { _id: -1 } }).lean();
  expect(await finding('migrations')).toMatchObject({ state: 'problem', found: `not run: ${last?._id}` });
  await migrate(database);
  expect(await finding('migrations')).toMatchObject({ state: 'good' });
});

test('an empty database is not prepared', async () => {
  const empty = { MONGODB_DATABASE: freshDatabaseName() };
  expect(await finding('format of the data', empty)).toMatchObject({
    ...{ state: 'problem', remedy: 'Run migrate.' },
  });
});

test('a schedule that is paused, or of another task queue, is found', async () => {
  const handle = client.schedule.getHandle(scheduleIdOf(taskQueue));
  await handle.pause();
  expect(await finding('schedule of reconciliation')).toMatchObject({ state: 'warning' });
  await handle.unpause();
  const elsewhere = { TEMPORAL_TASK_QUEUE: 'nobody-works-here' };
  expect(await finding('schedule of reconciliation', elsewhere)).toMatchObject({ state: 'problem' });
});

test('a server that does not respond is a problem with a remedy, and the other one is checked all the same', async () => {
  const findings = await found({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
  expect(findings.find(({ check }) => check === 'Temporal')).toMatchObject({
    state: 'problem',
    found: expect.stringContaining('TEMPORAL_ADDRESS 127.0.0.1:1') as string,
    remedy: expect.stringContaining('Start it') as string,
  });
  expect(findings.find(({ check }) => check === 'indexes')).toMatchObject({ state: 'good' });
});

test('a variable without which work is refused is a warning', async () => {
  expect(await finding('SEALING_SECRET')).toMatchObject({ state: 'warning' });
  expect(await finding('SEALING_SECRET', SECRETS)).toBeUndefined();
});
