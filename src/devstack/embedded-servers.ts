/** The two servers that the product needs: those that the environment names, or embedded ones. */
import type { Config, Environment } from '../infra/config.ts';
import { findExecutable } from './find-executable.ts';
import { assertTransactions } from './given-mongodb.ts';
import { mongodbUriOn, mongodPlan, type MongodSettings } from './mongod.ts';
import { freePort } from './ports.ts';
import type { Progress } from './progress.ts';
import { MONGOD, TEMPORAL } from './server-programs.ts';
import type { ServerProgram } from './server-programs.ts';
import type { Supervisor } from './supervisor.ts';
import { prepareGivenNamespace } from './temporal-namespace.ts';
import { temporalAddressOn, temporalPlan } from './temporal-server.ts';

export interface ServerStart {
  readonly config: Config;
  readonly environment: Environment;
  readonly supervisor: Pick<Supervisor, 'start' | 'signal'>;
  /** Folder for data, logs and records of processes. */
  readonly dataDir: string;
  /** See `ChildPlan`. */
  readonly detached: boolean;
  readonly progress: Progress;
}

/** Resolves with the connection string of a replica set that accepts writes. `settings` hold for an embedded one only. */
export async function startMongodb(start: ServerStart, settings?: MongodSettings): Promise<string> {
  const { uri, port: wantedPort } = start.config.mongodb;
  if (uri !== undefined) {
    await assertTransactions(uri);
    return uri;
  }
  const executable = await executableOf(MONGOD, start.config.mongodb.executable, start);
  const port = wantedPort ?? (await freePort());
  start.progress(`mongod starts on port ${port}`);
  await start.supervisor.start(await mongodPlan({ ...start, executable, port, settings }));
  return mongodbUriOn(port);
}

/** Resolves with the address of a Temporal whose namespace has the search attributes. */
export async function startTemporal(start: ServerStart): Promise<string> {
  const { temporal } = start.config;
  const { address, namespace, uiPort, port: wantedPort } = temporal;
  if (address !== undefined) {
    await prepareGivenNamespace({ ...temporal, address });
    return address;
  }
  const executable = await executableOf(TEMPORAL, start.config.temporal.executable, start);
  const port = wantedPort ?? (await freePort());
  start.progress(`temporal starts on port ${port}`);
  await start.supervisor.start(await temporalPlan({ ...start, executable, port, uiPort, namespace }));
  return temporalAddressOn(port);
}

/** Resolves with the path of the program, downloading it if there is none. */
export async function executableOf(
  program: ServerProgram,
  configured: string | undefined,
  {
    config,
    environment,
    progress,
    supervisor,
  }: Pick<ServerStart, 'config' | 'environment' | 'progress'> & {
    readonly supervisor?: Pick<Supervisor, 'signal'>;
  },
): Promise<string> {
  const { executable, source, version } = await findExecutable(program, {
    environment,
    configured,
    cacheDir: config.serverCacheDir,
    progress,
    signal: supervisor?.signal,
  });
  progress(`${program.name} ${version ?? program.official.version} from ${source}`);
  return executable;
}
