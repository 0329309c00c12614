/** The transaction of a killed process is aborted soon, so that the documents it wrote can be written again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { freshDatabaseName, testServers } from '../support/servers.ts';

const LOADER = pathToFileURL(path.join(import.meta.dirname, '../support/run-typescript.mjs')).href;

let database: Database;
let name: string;
beforeAll(async () => {
  name = freshDatabaseName();
  database = await openDatabase({ uri: testServers().mongodbUri, database: name });
  await migrate(database);
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.close();
});

// MongoDB's default is a minute; the product sets 10 s.
test('a document in the transaction of a killed process can be written within seconds', async () => {
  const { consortia } = database.models;
  const _id = 'con_1';
  await consortia.insertMany([{ _id, accountId: 'acc_1', name: 'before', createdAt: systemClock() }]);
  const program = path.join(import.meta.dirname, 'abandoned-transaction.ts');
  const child = spawn(process.execPath, ['--import', LOADER, program, testServers().mongodbUri, name, _id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  await runTransaction({ database, serverNow: systemClock }, SYSTEM, async ({ session }) => {
    await consortia.updateOne({ _id }, { $set: { name: 'after' } }, { session });
  });
  expect(await consortia.findById(_id).lean()).toMatchObject({ name: 'after' });
}, 30_000);
