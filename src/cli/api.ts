/** The API process: serves the contract over HTTP and decides usage in place. It keeps nothing that a restart would lose. */
import { createServer } from 'node:http';
import { Registry } from 'prom-client';
import { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { API_ROUTES } from '../contracts/routes.ts';
import { keyAuthenticator } from '../http/authenticate-key.ts';
import { createApp } from '../http/create-app.ts';
import { apiHandlers } from '../http/handlers/index.ts';
import { UsageSubjects } from '../http/usage-subjects.ts';
import { GroupCommit } from '../ledger/group-commit.ts';
import { createFakeAdapter } from '../payments/fake-adapter.ts';
import { usagePoliciesOf } from '../ledger/usage-policies.ts';
import { openDatabase } from '../persistence/database.ts';
import { loadServiceConfig, type Environment, type ServiceConfig } from '../platform/config.ts';
import { systemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logging.ts';
import { gracefulShutdown } from '../platform/shutdown.ts';
import { lazyClient } from '../temporal/connect.ts';
import { connectServices } from './connect-services.ts';
import { readinessOf } from './readiness.ts';

const SHUTDOWN_SECONDS = 4;

/** Returns once it listens; signals stop it. */
export async function run(environment: Environment): Promise<void> {
  const config = loadServiceConfig(environment);
  const logger = createLogger(config, 'api');
  const shutdown = gracefulShutdown({ logger, timeoutSeconds: SHUTDOWN_SECONDS });
  const { taskQueue, namespace } = config.temporal;

  const database = await openDatabase({ uri: config.mongodb.uri, database: config.mongodb.database });
  shutdown.add('mongodb', () => database.close());
  const client = lazyClient(config.temporal);
  shutdown.add('temporal client', () => client.connection.close());
  const { gateway, clock } = connectServices({ database, client, taskQueue, logger, serverNow: systemClock });
  const catalogues = new CatalogueVersions(database);
  const usages = new GroupCommit({ database, serverNow: systemClock }, usagePoliciesOf(catalogues));
  shutdown.add('usage', () => usages.drained());

  const keys = keyAuthenticator(database);
  const app = createApp({
    routes: API_ROUTES,
    handlers: apiHandlers({
      database,
      serverNow: systemClock,
      catalogues,
      gateway,
      clock,
      usages,
      subjects: new UsageSubjects(database),
      providers: providersOf(config),
      keys,
      workflowUrl: (workflowId, runId) => workflowUrl(config.temporal.uiUrl, namespace, workflowId, runId),
    }),
    authenticate: keys.authenticate,
    readiness: readinessOf({ database, client, namespace, taskQueue }),
    logger,
    registry: new Registry(),
    now: systemClock,
    limits: { requestsPerSecond: config.http.rateLimitPerSecond },
  });

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

function providersOf({ payments }: ServiceConfig) {
  const { fakeUrl, fakeSecret } = payments;
  if (fakeUrl === undefined || fakeSecret === undefined) return [];
  return [createFakeAdapter({ baseUrl: fakeUrl, secret: fakeSecret })];
}

/** A page of the Temporal UI: the run, or the workflow's list of runs where none is known yet. */
function workflowUrl(uiUrl: string, namespace: string, workflowId: string, runId: string | null): string {
  const page = `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
  return runId === null ? page : `${page}/${encodeURIComponent(runId)}/history`;
}
