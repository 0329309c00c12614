/** The bench's own MongoDB and Temporal, started as the product starts them; their data are deleted afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../src/infra/config.ts';
import { startChild, type Child } from '../../src/devstack/child.ts';
import { startMongodb, startTemporal } from '../../src/devstack/embedded-servers.ts';
import type { MongodSettings } from '../../src/devstack/mongod.ts';
import { freePort } from '../../src/devstack/ports.ts';
import { createSupervisor, type Supervisor } from '../../src/devstack/supervisor.ts';

export interface BenchServers {
  readonly mongodbUri: string;
  readonly temporalAddress: string;
  readonly namespace: string;
  /** Starts a Node process. Its output goes to a file, and it stops with the servers at the latest. */
  startProcess(name: string, what: { args: readonly string[]; environment: NodeJS.ProcessEnv }): Child;
  /** Starts another MongoDB with further settings. Resolves with its connection string. It stops with the servers. */
  startMongodb(settings: MongodSettings): Promise<string>;
  stop(): Promise<void>;
}

export async function startBenchServers(progress: (line: string) => void): Promise<BenchServers> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-bench-'));
  const supervisor = createSupervisor({ stopOrder: ['temporal', 'mongod'], say: progress });
  // Servers named by the environment may have other data and load: the figures are about fresh servers.
  const environment = { ...process.env, MONGODB_URI: undefined, TEMPORAL_ADDRESS: undefined };
  const config = loadConfig({ ...environment, TEMPORAL_UI_PORT: String(await freePort()) });
  const start = { config, environment, supervisor, dataDir, detached: false, progress };
  const processes: Child[] = [];
  const startProcess: BenchServers['startProcess'] = (name, { args, environment: added }) => {
    const child = startChild({
      name,
      command: process.execPath,
      args,
      environment: { ...process.env, ...added },
      logFile: path.join(dataDir, 'logs', `${name}.log`),
      recordFolder: path.join(dataDir, 'run'),
      channel: true,
      detached: false,
      graceSeconds: 5,
      ready: () => Promise.resolve(),
      readyWithinSeconds: 60,
    });
    processes.push(child);
    return child;
  };
  const others: Supervisor[] = [];
  const startOther = (settings: MongodSettings): Promise<string> => {
    const other = createSupervisor({ stopOrder: ['mongod'], say: progress });
    const folder = path.join(dataDir, `other-${others.push(other)}`);
    return startMongodb({ ...start, supervisor: other, dataDir: folder }, settings);
  };
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((child) => child.stop()));
    await Promise.all([supervisor, ...others].map((each) => each.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const [mongodbUri, temporalAddress] = await Promise.all([startMongodb(start), startTemporal(start)]);
    const { namespace } = config.temporal;
    return { mongodbUri, temporalAddress, namespace, startProcess, startMongodb: startOther, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
