/**
 * Starts one MongoDB and one Temporal for a whole test run, on free ports and with their own data. They stay in the
 * process group of the test runner, so that Ctrl-C ends them too. The next run removes what a killed run leaves behind.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../src/infra/config.ts';
import { executableOf, startMongodb, startTemporal } from '../../src/devstack/embedded-servers.ts';
import { tryLock } from '../../src/devstack/file-lock.ts';
import type { FileLock } from '../../src/devstack/file-lock.ts';
import { freePort } from '../../src/devstack/ports.ts';
import { stopRecordedProcesses } from '../../src/devstack/process-record.ts';
import { TEMPORAL_TEST_SERVER } from '../../src/devstack/server-programs.ts';
import { createSupervisor } from '../../src/devstack/supervisor.ts';
import type { Supervisor } from '../../src/devstack/supervisor.ts';
import { parentsOfRuns } from './run-folder.ts';
import { TEST_SERVER_VARIABLES } from './servers.ts';
import type { TestServers } from './servers.ts';

/** What the global teardown has to stop and remove. */
export interface TestRun {
  readonly supervisor: Supervisor;
  readonly folder: string;
  readonly lock: FileLock;
}

const runs: TestRun[] = [];

export function takeTestRun(): TestRun | undefined {
  return runs.pop();
}

export default async function globalSetup(): Promise<void> {
  const parents = parentsOfRuns();
  for (const parent of parents) await removeAbandonedRuns(parent);
  const { folder, lock } = newFolder(parents[0]);
  const supervisor = createSupervisor({ stopOrder: ['temporal', 'mongod'], say });
  runs.push({ supervisor, folder, lock });

  const config = loadConfig({ ...process.env, TEMPORAL_UI_PORT: String(await freePort()) });
  const start = {
    config,
    environment: process.env,
    supervisor,
    dataDir: folder,
    detached: false,
    progress: say,
  };
  const [mongodbUri, temporalAddress, timeSkippingServerPath] = await Promise.all([
    startMongodb(start),
    startTemporal(start),
    executableOf(TEMPORAL_TEST_SERVER, config.temporal.testServerExecutable, start),
  ]);
  publish({ mongodbUri, temporalAddress, timeSkippingServerPath, folder });
}

function publish(servers: TestServers): void {
  process.env[TEST_SERVER_VARIABLES.mongodbUri] = servers.mongodbUri;
  process.env[TEST_SERVER_VARIABLES.temporalAddress] = servers.temporalAddress;
  process.env[TEST_SERVER_VARIABLES.timeSkippingServerPath] = servers.timeSkippingServerPath;
  process.env[TEST_SERVER_VARIABLES.folder] = servers.folder;
}

function newFolder(parent: string): { folder: string; lock: FileLock } {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'run-'));
  const lock = tryLock(lockOf(folder), 'a test run');
  if (!('release' in lock)) throw new Error(`${folder} is not new`);
  return { folder, lock };
}

/** Stops the servers of runs that were killed, and removes their data. */
async function removeAbandonedRuns(parent: string): Promise<void> {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const folder = path.join(parent, name);
    const lock = tryLock(lockOf(folder), 'clearing away a test run');
    if (!('release' in lock)) continue;
    await stopRecordedProcesses(path.join(folder, 'run'));
    // A product whose test was killed may still be writing to its logs there.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function lockOf(folder: string): string {
  return path.join(folder, 'run.lock');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
