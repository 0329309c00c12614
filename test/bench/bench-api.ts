/** HTTP servers under measurement, each in its own process: the product's API, and a route that does nothing. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CatalogueVersions } from '../../src/application/catalogue/catalogue-versions.ts';
import { publishCatalogue } from '../../src/application/catalogue/publish-catalogue.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { registerDevelopmentKeys } from '../../src/application/keys/development-keys.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { freePort } from '../../src/devstack/ports.ts';
import { answers } from '../../src/devstack/service-plans.ts';
import type { BenchServers } from './bench-servers.ts';

/** Environment variables that configure the constant route. */
export const CONSTANT_VARIABLES = { port: 'BENCH_PORT', answer: 'BENCH_ANSWER' } as const;

export interface BenchApi {
  readonly port: number;
  /** Key of the role `platform`. */
  readonly key: string;
  readonly operatorKey: string;
  readonly database: Database;
  stop(): Promise<void>;
}

const LOADER = pathToFileURL(path.join(import.meta.dirname, '../support/run-typescript.mjs')).href;
const KEY = 'a-key-of-the-bench-for-platform';
const READY_MS = 60_000;

/** Starts the API as `npm start` does, on a database of that name, which is dropped when it stops. */
export async function startBenchApi(
  servers: BenchServers,
  name: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<BenchApi> {
  const { mongodbUri, temporalAddress } = servers;
  const database = await openDatabase({ uri: mongodbUri, database: name });
  const dependencies = { database, serverNow: systemClock };
  await migrate(database);
  await publishCatalogue(dependencies, new CatalogueVersions(database), {
    folder: projectPath('src', 'catalogue'),
    demoPrices: true,
  });
  const others = ['sales', 'delivery', 'operator'].map((role) => [role, `${KEY}-not-${role}`]);
  await registerDevelopmentKeys(
    dependencies,
    JSON.stringify({ ...Object.fromEntries(others), platform: KEY }),
  );
  const port = await freePort();
  const child = servers.startProcess('api', {
    args: ['--enable-source-maps', projectPath('dist', 'src', 'cli', 'main.js'), 'api'],
    environment: {
      PORT: String(port),
      MONGODB_URI: mongodbUri,
      MONGODB_DATABASE: name,
      TEMPORAL_ADDRESS: temporalAddress,
      ...environment,
    },
  });
  await answers(`http://127.0.0.1:${port}/healthz`, AbortSignal.timeout(READY_MS));
  return {
    port,
    key: KEY,
    operatorKey: `${KEY}-not-operator`,
    database,
    stop: async () => {
      await child.stop();
      await database.connection.dropDatabase();
      await database.close();
    },
  };
}

export interface ConstantRoute {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a route whose response is always `answer`, a JSON text. */
export async function startConstantRoute(servers: BenchServers, answer: string): Promise<ConstantRoute> {
  const port = await freePort();
  const child = servers.startProcess('constant-route', {
    args: ['--import', LOADER, path.join(import.meta.dirname, 'constant-route.ts')],
    environment: { [CONSTANT_VARIABLES.port]: String(port), [CONSTANT_VARIABLES.answer]: answer },
  });
  await answers(`http://127.0.0.1:${port}/healthz`, AbortSignal.timeout(READY_MS));
  return { port, stop: () => child.stop() };
}
