/**
 * The embedded MongoDB: one `mongod` as a replica set of one member, because transactions and change streams need a
 * replica set. It listens on loopback only, with a small cache because it shares the machine with the product.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ChildPlan } from './child.ts';
import { primaryOn } from './replica-set.ts';

export interface EmbeddedServerOptions {
  readonly executable: string;
  readonly port: number;
  /** Its own folder is created in this one. */
  readonly dataDir: string;
  /** See `ChildPlan`. */
  readonly detached: boolean;
  /** Replace settings of this server, or add to them, to be measured. */
  readonly settings?: MongodSettings | undefined;
}

/** Options of the command line, and server parameters, by name. */
export interface MongodSettings {
  readonly options: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Measured and compared with others in decision 0063. */
const SETTINGS: MongodSettings = {
  options: {
    wiredTigerCacheSizeGB: '0.5',
    // MB, before compression. Without it a new folder lets the oplog grow to 5 % of the disk that is free, up to 50 GB.
    oplogSize: '1024',
  },
  parameters: {
    // Nobody reads the diagnostics of a server on this machine; they take up to 200 MB, and CPU every second.
    diagnosticDataCollectionEnabled: 'false',
    // How long the transaction of a killed process, and with it its locks, stay open.
    transactionLifetimeLimitSeconds: '10',
    // How long the past of the data stays readable. Nothing reads it, and meanwhile files of what was dropped stay open: tests
    // drop a database each, and reached the limit of open files within the default of 300 seconds.
    minSnapshotHistoryWindowInSeconds: '5',
  },
};
const READY_WITHIN_SECONDS = 60;

export function mongodbUriOn(port: number): string {
  return `mongodb://127.0.0.1:${port}/?replicaSet=prepaid`;
}

export async function mongodPlan({
  executable,
  port,
  dataDir,
  detached,
  settings,
}: EmbeddedServerOptions): Promise<ChildPlan> {
  const folder = path.join(dataDir, 'mongodb');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    name: 'mongod',
    command: executable,
    args: [
      '--dbpath',
      folder,
      '--port',
      String(port),
      '--bind_ip',
      '127.0.0.1',
      '--nounixsocket',
      '--replSet',
      'prepaid',
      ...argumentsOf(settings),
      '--quiet',
    ],
    environment: process.env,
    logFile: path.join(dataDir, 'logs', 'mongod.log'),
    recordFolder: path.join(dataDir, 'run'),
    channel: false,
    detached,
    graceSeconds: 7,
    ready: (signal) => primaryOn(port, signal),
    readyWithinSeconds: READY_WITHIN_SECONDS,
  };
}

function argumentsOf(replaced: MongodSettings | undefined): string[] {
  const options = { ...SETTINGS.options, ...replaced?.options };
  const parameters = { ...SETTINGS.parameters, ...replaced?.parameters };
  return [
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ...Object.entries(parameters).flatMap(([name, value]) => ['--setParameter', `${name}=${value}`]),
  ];
}
