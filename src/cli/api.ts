/** The API process: serves the contract over HTTP and decides usage in place. It keeps nothing that a restart would lose. */
import { createServer } from 'node:http';
import { clockGuardOf } from '../persistence/clock-guard.ts';
import { openDatabase } from '../persistence/database.ts';
import { loadServiceConfig, type Environment } from '../platform/config.ts';
import { createLogger } from '../platform/logging.ts';
import { gracefulShutdown } from '../platform/shutdown.ts';
import { lazyClient } from '../temporal/connect.ts';
import { createApi } from './create-api.ts';

const SHUTDOWN_SECONDS = 4;

/** Returns once it listens; signals stop it. */
export async function run(environment: Environment): Promise<void> {
  const config = loadServiceConfig(environment);
  const logger = createLogger(config, 'api');
  const shutdown = gracefulShutdown({ logger, timeoutSeconds: SHUTDOWN_SECONDS });

  const database = await openDatabase({ uri: config.mongodb.uri, database: config.mongodb.database });
  shutdown.add('mongodb', () => database.close());
  const guard = clockGuardOf(database, logger);
  await guard.start();
  shutdown.add('clock guard', () => {
    guard.stop();
  });
  const client = lazyClient(config.temporal);
  shutdown.add('temporal client', () => client.connection.close());
  const { taskQueue } = config.temporal;
  const { app, drained } = createApi({
    connections: { database, client, taskQueue, logger, serverNow: guard.now, guard },
    config,
  });
  shutdown.add('usage', drained);

  const server = createServer(app);
  const { host, port } = config.http;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  shutdown.add('http server', async () => {
    // What is under way is answered; idle connections are not waited for.
    server.closeIdleConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  logger.info({ host, port }, 'ready');
}
