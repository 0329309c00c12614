/** The API process: serves the HTTP contract and decides usages itself. It has no state that a restart would lose. */
import { clockGuardOf } from '../storage/clock-guard.ts';
import { loadServiceConfig, type Environment } from '../infra/config.ts';
import { createLogger } from '../infra/logging.ts';
import { gracefulShutdown } from '../infra/shutdown.ts';
import { unsetVariables } from '../infra/unset-variables.ts';
import { processRegistry } from '../metrics/process-registry.ts';
import { portProblem } from '../devstack/ports.ts';
import { lazyClient } from '../temporal/connect.ts';
import { createHttpServer, UNDRAINED } from '../http/server/http-server.ts';
import { createApi } from './create-api.ts';
import { reachDatabase } from './reach-servers.ts';
import { startTracing } from './start-tracing.ts';

/** The longest calls take less than half a minute; service managers usually wait as long. */
const FINISH_MS = 20_000;
/** Time limits of the other shutdown steps; together with `UNDRAINED` less than the grace period of `npm start`. */
const STOP_SECONDS = { http: 0.1, usage: 1, hints: 0.3, temporal: 0.3, guard: 0.2, mongodb: 0.5 } as const;

/** Resolves once the server listens; signals stop it. */
export async function run(environment: Environment): Promise<void> {
  const config = loadServiceConfig(environment);
  const logger = createLogger(config, 'api');
  for (const unset of unsetVariables(config)) logger.warn(unset, 'a variable is not set');
  const shutdown = gracefulShutdown({ logger });

  const tracing = await startTracing(config, 'api', logger);
  const database = await reachDatabase(config, logger);
  shutdown.add('mongodb and traces', STOP_SECONDS.mongodb, () =>
    Promise.all([database.close(), tracing?.stop()]),
  );
  const guard = clockGuardOf(database, logger);
  await guard.start();
  shutdown.add('clock guard', STOP_SECONDS.guard, () => {
    guard.stop();
  });
  const client = lazyClient(config.temporal, logger);
  shutdown.add('temporal client', STOP_SECONDS.temporal, () => client.connection.close());
  const { taskQueue } = config.temporal;
  const { app, drained, hints } = createApi({
    connections: {
      ...{ database, client, taskQueue, logger, serverNow: guard.now, guard, tracing },
      timeouts: { verdictMs: config.http.commandSeconds * 1_000 },
    },
    config,
    registry: processRegistry(config.buildId),
    isStopping: () => shutdown.signal.aborted,
  });
  hints.start();
  shutdown.add('hints', STOP_SECONDS.hints, () => hints.stop());
  shutdown.add('usage', STOP_SECONDS.usage, drained);

  const { host, port, drainSeconds } = config.http;
  const limits = drainSeconds === 0 ? UNDRAINED : { lingerMs: drainSeconds * 1_000, finishMs: FINISH_MS };
  const server = createHttpServer({ app, logger, now: guard.shown, limits });
  await server.listen(port, host).catch((error: unknown) => {
    throw portProblem(port, 'PORT', host, error);
  });
  const stopSeconds = (limits.lingerMs + limits.finishMs) / 1_000;
  shutdown.add('http server', stopSeconds + STOP_SECONDS.http, () => server.stop());
  logger.info({ host, port }, 'ready');
}
