/** Two installations that share a server by mistake: the second one fails to start, and takes nothing from the first. */
import type { Client } from '@temporalio/client';
import { readInstallation } from '../../src/storage/installation.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { claimInstallation } from '../../src/temporal/claim-installation.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { scheduleIdOf } from '../../src/temporal/reconciliation-schedule.ts';
import { InstallationError } from '../../src/temporal/installation-error.ts';
import { openNamespace } from '../support/open-namespace.ts';
import { freshDatabaseName, testServers } from '../support/servers.ts';

const QUEUE = { taskQueue: 'orders', intervalSeconds: 600 };
let databases: [Database, Database];
let clients: [Client, Client];
beforeAll(async () => {
  const server = lazyClient({ address: testServers().temporalAddress, namespace: 'default' });
  clients = [await openNamespace(server), await openNamespace(server)];
  const open = async () => {
    const database = await openDatabase({ uri: testServers().mongodbUri, database: freshDatabaseName() });
    await migrate(database);
    return database;
  };
  databases = [await open(), await open()];
});
afterAll(async () => {
  for (const database of databases) {
    await database.connection.dropDatabase();
    await database.close();
  }
  await clients[0].connection.close();
});

const scheduleOf = (client: Client) => client.schedule.getHandle(scheduleIdOf('orders')).describe();

test('the id of a database stays; claiming again, and with another interval, is what every start does', async () => {
  const [database] = databases;
  const { id } = await readInstallation(database);
  await migrate(database);
  expect((await readInstallation(database)).id).toBe(id);
  await Promise.all([
    claimInstallation(database, clients[0], QUEUE),
    claimInstallation(database, clients[0], QUEUE),
  ]);
  await claimInstallation(database, clients[0], { ...QUEUE, intervalSeconds: 300 });
  const { spec, memo } = await scheduleOf(clients[0]);
  expect(spec.intervals).toMatchObject([{ every: 300_000 }]);
  expect(memo).toEqual({ databaseId: id, database: database.connection.name });
});

test("another database on the same task queue is refused with both names, and the first one's schedule stays", async () => {
  const [first, second] = databases;
  const before = await scheduleOf(clients[0]);
  const refused = claimInstallation(second, clients[0], { ...QUEUE, intervalSeconds: 60 });
  await expect(refused).rejects.toThrow(InstallationError);
  await expect(refused).rejects.toThrow(
    new RegExp(
      `works on database ${first.connection.name} .*not on ${second.connection.name} .*TEMPORAL_TASK_QUEUE`,
    ),
  );
  const { spec, memo, info } = await scheduleOf(clients[0]);
  expect({ spec, memo, updated: info.lastUpdatedAt }).toEqual({
    spec: before.spec,
    memo: before.memo,
    updated: before.info.lastUpdatedAt,
  });
  expect((await readInstallation(second)).home).toBeNull();
});

test('the same database from another namespace or task queue is refused, and leaves no schedule there', async () => {
  const [database] = databases;
  await expect(claimInstallation(database, clients[1], QUEUE)).rejects.toThrow(
    /run in task queue orders of namespace .*TEMPORAL_NAMESPACE.*MONGODB_DATABASE/,
  );
  await expect(claimInstallation(database, clients[0], { ...QUEUE, taskQueue: 'others' })).rejects.toThrow(
    InstallationError,
  );
  await expect(scheduleOf(clients[1])).rejects.toThrow();
});

test('two databases on two task queues of one namespace live beside each other', async () => {
  const [, second] = databases;
  await claimInstallation(second, clients[0], { ...QUEUE, taskQueue: 'others' });
  expect((await readInstallation(second)).home).toMatchObject({ taskQueue: 'others' });
});
