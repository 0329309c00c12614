import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mongoose from 'mongoose';
import { loadConfig } from '../../src/infra/config.ts';
import type { ChildPlan } from '../../src/devstack/child.ts';
import { executableOf } from '../../src/devstack/embedded-servers.ts';
import { assertTransactions } from '../../src/devstack/given-mongodb.ts';
import { freePort } from '../../src/devstack/ports.ts';
import { noProgress } from '../../src/devstack/progress.ts';
import { MONGOD } from '../../src/devstack/server-programs.ts';
import { createSupervisor } from '../../src/devstack/supervisor.ts';
import { testServers } from '../support/servers.ts';

describe('assertTransactions', () => {
  test('accepts a replica set', async () => {
    await expect(assertTransactions(testServers().mongodbUri)).resolves.toBeUndefined();
  });

  test('names the address, without its password, if no server responds', async () => {
    const uri = `mongodb://root:hunter2@127.0.0.1:${await freePort()}`;
    const refusal = await assertTransactions(uri, 100).catch(String);
    expect(refusal).toContain('No MongoDB answers at MONGODB_URI mongodb://…@127.0.0.1');
    expect(refusal).not.toContain('hunter2');
  });

  test('refuses a standalone server, whether or not a replica set is asked for', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-standalone-'));
    const supervisor = createSupervisor({ stopOrder: ['standalone'], say: () => undefined });
    const port = await freePort();
    const start = { config: loadConfig(process.env), environment: process.env, progress: noProgress };
    await supervisor.start(
      standalonePlan(await executableOf(MONGOD, start.config.mongodb.executable, start), port, folder),
    );
    try {
      const refusal = /is a standalone server[\s\S]*--replSet/;
      await expect(assertTransactions(`mongodb://127.0.0.1:${port}`)).rejects.toThrow(refusal);
      await expect(assertTransactions(`mongodb://127.0.0.1:${port}/?replicaSet=rs0`, 500)).rejects.toThrow(
        refusal,
      );
    } finally {
      await supervisor.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function standalonePlan(executable: string, port: number, folder: string): ChildPlan {
  return {
    name: 'standalone',
    command: executable,
    args: ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
    environment: process.env,
    logFile: path.join(folder, 'log'),
    recordFolder: path.join(folder, 'run'),
    channel: false,
    detached: false,
    graceSeconds: 5,
    ready: async () => {
      const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}`, {
        directConnection: true,
      });
      await client.db('admin').command({ ping: 1 });
      await client.close();
    },
    readyWithinSeconds: 20,
  };
}
