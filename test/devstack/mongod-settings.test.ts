/** The settings of the embedded MongoDB: what a new data folder gets, and that a folder of earlier settings opens. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import mongoose from 'mongoose';
import { executableOf } from '../../src/devstack/embedded-servers.ts';
import { mongodbUriOn, mongodPlan, type MongodSettings } from '../../src/devstack/mongod.ts';
import { freePort } from '../../src/devstack/ports.ts';
import { noProgress } from '../../src/devstack/progress.ts';
import { MONGOD } from '../../src/devstack/server-programs.ts';
import { createSupervisor } from '../../src/devstack/supervisor.ts';
import { loadConfig } from '../../src/infra/config.ts';
import { testServers } from '../support/servers.ts';

const EARLIER_OPLOG_MB = 3_000;
/** Like those of decisions up to 0062, with which folders exist. */
const EARLIER: MongodSettings = {
  options: { oplogSize: String(EARLIER_OPLOG_MB) },
  parameters: { diagnosticDataCollectionEnabled: 'true' },
};
const DURABLE = { writeConcern: { w: 'majority', journal: true } } as const;

/** A server on the folder while `work` runs. It is killed afterwards, so that the next one starts from the journal. */
async function withMongod<T>(
  dataDir: string,
  settings: MongodSettings | undefined,
  work: (client: mongoose.mongo.MongoClient) => Promise<T>,
): Promise<T> {
  const start = { config: loadConfig(process.env), environment: process.env, progress: noProgress };
  const executable = await executableOf(MONGOD, start.config.mongodb.executable, start);
  const port = await freePort();
  const supervisor = createSupervisor({ stopOrder: ['mongod'], say: () => undefined });
  await supervisor.start(await mongodPlan({ executable, port, dataDir, detached: false, settings }));
  const client = new mongoose.mongo.MongoClient(mongodbUriOn(port));
  try {
    return await work(client);
  } finally {
    await client.close();
    const record = readFileSync(path.join(dataDir, 'run', 'mongod.process.json'), 'utf8');
    process.kill((JSON.parse(record) as { pid: number }).pid, 'SIGKILL');
    await supervisor.stop();
  }
}

const factsOf = (client: mongoose.mongo.MongoClient) => client.db('test').collection('facts');
const values = async (client: mongoose.mongo.MongoClient, name: string): Promise<unknown[]> =>
  (await client.db('test').collection(name).find().sort({ value: 1 }).toArray()).map(
    ({ value }) => value as unknown,
  );

const oplogMegabytes = async (client: mongoose.mongo.MongoClient): Promise<number> => {
  const { maxSize } = await client.db('local').command({ collStats: 'oplog.rs' });
  return Number(maxSize) / 2 ** 20;
};

test('a new data folder has an oplog of 1 GB at most, and no diagnostics', async () => {
  const dataDir = path.join(testServers().folder, 'mongod-settings-new');
  expect(await withMongod(dataDir, undefined, oplogMegabytes)).toBe(1_024);
  expect(existsSync(path.join(dataDir, 'mongodb', 'diagnostic.data'))).toBe(false);
});

test('what was confirmed under earlier settings is there, old collections take new documents, and kills lose nothing', async () => {
  const dataDir = path.join(testServers().folder, 'mongod-settings');
  await withMongod(dataDir, EARLIER, async (client) => {
    await factsOf(client).createIndexes([{ key: { value: 1 } }]);
    await factsOf(client).insertMany([{ value: 1 }, { value: 2 }], DURABLE);
    // What follows is in the journal alone.
    await client.db('admin').command({ fsync: 1 });
    await factsOf(client).insertOne({ value: 3 }, DURABLE);
  });
  await withMongod(dataDir, undefined, async (client) => {
    expect(await oplogMegabytes(client)).toBe(EARLIER_OPLOG_MB);
    expect(await values(client, 'facts')).toEqual([1, 2, 3]);
    await factsOf(client).insertOne({ value: 4 }, DURABLE);
    await client.db('test').collection('later').insertOne({ value: 5 }, DURABLE);
  });
  await withMongod(dataDir, undefined, async (client) => {
    expect(await values(client, 'facts')).toEqual([1, 2, 3, 4]);
    expect(await values(client, 'later')).toEqual([5]);
  });
});
