/** The product's worker and relay in this process, and a worker of bare workflows on the same server. */
import {
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import { createEpisodeActivities } from '../../activities/arrears.ts';
import { createLotActivities } from '../../activities/lots.ts';
import { createOrderActivities } from '../../activities/orders.ts';
import { reportingChanges } from '../../activities/report-changes.ts';
import { connectServices, type SharedServices } from '../../src/processes/connect-services.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { createLogger } from '../../src/infra/logging.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { tuneBuffers, WORKER_TUNING } from '../../src/temporal/worker-tuning.ts';
import { bundleOf } from '../support/workflow-bundle.ts';
import { observingActive, observingSuspension } from './observed-activities.ts';
import { Awaited } from './awaited.ts';
import { BenchOrders } from './bench-orders.ts';
import { createEmptyActivities } from './empty-activities.ts';

export interface ServerAddresses {
  readonly mongodbUri: string;
  readonly temporalAddress: string;
  readonly namespace: string;
}

export interface WorkerWanted {
  readonly orders: boolean;
  readonly bare: boolean;
  /** Runs workflows on the main thread, where their heap can be measured. */
  readonly onMainThread?: boolean;
  /** Default: the task queue of orders. */
  readonly installation?: Installation;
}

/** Two installations can have workers on the same servers. */
export interface Installation {
  readonly database: string;
  readonly taskQueue: string;
}

export interface BenchWorker {
  readonly client: Client;
  readonly database: Database;
  readonly orders: BenchOrders;
  /** Advances the clocks of sandboxes, as the API does. */
  readonly clock: SharedServices['clock'];
  readonly relay: SharedServices['relay'];
  /** Orders that became active. */
  readonly active: Awaited;
  /** Bare workflows whose last activity has run. */
  readonly done: Awaited;
  /** When the suspension of each episode was committed, in ms since the epoch. */
  readonly suspendedAtMs: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export const BARE_QUEUE = 'bare';
export const ORDERS: Installation = { database: 'bench_orders', taskQueue: 'orders' };
const MOST_CONNECTIONS = 100;
/** Number of running workers. They share the runtime of the SDK, which ends with the last of them. */
let atWork = 0;

/** Runs until `stop`. */
export async function startBenchWorker(
  { mongodbUri, temporalAddress, namespace }: ServerAddresses,
  wanted: WorkerWanted,
): Promise<BenchWorker> {
  if (atWork === 0) installRuntime();
  tuneBuffers();
  atWork += 1;
  const { database: name, taskQueue } = wanted.installation ?? ORDERS;
  const database = await openDatabase({ uri: mongodbUri, database: name, maxPoolSize: MOST_CONNECTIONS });
  await migrate(database);
  const client = lazyClient({ address: temporalAddress, namespace });
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const dependencies = { database, serverNow: systemClock };
  const { gateway, relay, clock } = connectServices({
    ...dependencies,
    client,
    taskQueue,
    logger: createLogger({ logLevel: 'error' }, 'bench'),
  });
  const active = new Awaited();
  const done = new Awaited();
  const suspendedAtMs = new Map<string, number>();
  const tuning = { ...WORKER_TUNING, ...(wanted.onMainThread === true ? { debugMode: true } : {}) };
  const workers: Worker[] = [];
  if (wanted.orders) {
    workers.push(
      await Worker.create({
        connection,
        namespace,
        taskQueue,
        workflowBundle: { codePath: projectPath('dist', 'workflow-bundle.js') },
        activities: {
          ...reportingChanges(observingActive(active, createOrderActivities(dependencies))),
          ...observingSuspension(suspendedAtMs, createEpisodeActivities(dependencies)),
          ...createLotActivities(dependencies),
        },
        ...tuning,
      }),
    );
    relay.start();
  }
  if (wanted.bare) {
    workers.push(
      await Worker.create({
        connection,
        namespace,
        taskQueue: BARE_QUEUE,
        workflowBundle: await bundleOf('test/bench/workflows/bare.ts'),
        activities: { ...createEmptyActivities(done) },
        ...tuning,
      }),
    );
  }
  const running = Promise.all(workers.map((worker) => worker.run()));
  const orders = new BenchOrders(dependencies, gateway);
  await orders.publishCatalogue();
  return {
    client,
    database,
    orders,
    clock,
    relay,
    active,
    done,
    suspendedAtMs,
    stop: async () => {
      await relay.stop();
      for (const worker of workers) worker.shutdown();
      await running;
      await connection.close();
      await client.connection.close();
      await database.close();
      atWork -= 1;
    },
  };
}

function installRuntime(): void {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('ERROR'),
    // On a busy machine the core would log a warning for each slow task.
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
}
