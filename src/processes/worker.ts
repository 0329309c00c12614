/**
 * The worker process: runs workflows and activities, relays the outbox, takes over abandoned clock advances, and serves its
 * metrics and health where a port is configured.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Runtime, Worker, DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { clockGuardOf } from '../storage/clock-guard.ts';
import { loadServiceConfig, type Environment } from '../infra/config.ts';
import { canaryMetrics } from '../metrics/canary-metrics.ts';
import { clockMetrics } from '../metrics/clock-metrics.ts';
import { mongodbMetrics } from '../metrics/mongodb-metrics.ts';
import { noticeMetrics } from '../metrics/notice-metrics.ts';
import { outboxMetrics } from '../metrics/outbox-metrics.ts';
import { processRegistry } from '../metrics/process-registry.ts';
import { reconciliationMetrics } from '../metrics/reconciliation-metrics.ts';
import { freePort } from '../devstack/ports.ts';
import { webhookSettingsOf } from '../application/notices/webhook-settings.ts';
import { providersOf } from '../payment-providers/providers.ts';
import { createLogger } from '../infra/logging.ts';
import { gracefulShutdown } from '../infra/shutdown.ts';
import { unsetVariables } from '../infra/unset-variables.ts';
import { WORKFLOW_BUNDLE } from '../infra/workflow-bundle.ts';
import { ensureCanarySchedule } from '../temporal/canary-schedule.ts';
import { claimInstallation } from '../temporal/claim-installation.ts';
import { connectWorker } from '../temporal/connect-worker.ts';
import { lazyClient } from '../temporal/connect.ts';
import { joinRollout } from '../temporal/rollout/join-rollout.ts';
import { sdkMetricsAt } from '../temporal/sdk-metrics.ts';
import { activitySpans } from '../temporal/activity-spans.ts';
import { tuneBuffers, WORKER_TUNING } from '../temporal/worker-tuning.ts';
import { connectServices } from './connect-services.ts';
import { reachServers } from './reach-servers.ts';
import { readinessOf } from './readiness.ts';
import { startTracing } from './start-tracing.ts';
import { serveMonitoring } from './worker-monitoring.ts';

/** What a stopping worker may take where `npm start` waits for it, and elsewhere: what it has begun is done here, not again. */
const HURRIED = { relay: 1.5, activities: 5, worker: 6 } as const;
const PATIENT = { relay: 3, activities: 20, worker: 21 } as const;
/** Time limits of the other shutdown steps; together less than the grace periods of `npm start` and of service managers. */
const STOP_SECONDS = {
  hints: 0.3,
  monitoring: 0.3,
  connection: 0.5,
  guard: 0.2,
  mongodb: 0.5,
} as const;
/** How long scrapes and probes in progress may take when the worker stops. */
const MONITORING_STOP_MS = 200;
const RESUME_POLL_MS = 5_000;
/** Maximum number of look-ups for abandoned advances that run at once. */
const MOST_LOOKS = 4;

export async function run(environment: Environment): Promise<void> {
  const config = loadServiceConfig(environment);
  const logger = createLogger(config, 'worker');
  for (const unset of unsetVariables(config)) logger.warn(unset, 'a variable is not set');
  const shutdown = gracefulShutdown({ logger });
  const registry = processRegistry(config.buildId);
  const limits = config.http.drainSeconds === 0 ? HURRIED : PATIENT;
  const sdkPort = config.metrics.port === undefined ? null : await freePort();
  Runtime.install({
    ...(sdkPort !== null && { telemetryOptions: sdkMetricsAt(sdkPort) }),
    // This process handles signals: the worker stops first, then what it uses.
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const { error, ...facts } = meta ?? {};
      logger[level === 'ERROR' ? 'error' : 'warn'](
        { ...facts, ...(error !== undefined && { err: error }) },
        message,
      );
    }),
  });

  const tracing = await startTracing(config, 'worker', logger);
  const database = await reachServers(config, logger);
  shutdown.add('mongodb and traces', STOP_SECONDS.mongodb, () =>
    Promise.all([database.close(), tracing?.stop()]),
  );
  const guard = clockGuardOf(database, logger);
  await guard.start();
  shutdown.add('clock guard', STOP_SECONDS.guard, () => {
    guard.stop();
  });
  clockMetrics(registry, guard);
  mongodbMetrics(registry, database);
  const client = lazyClient(config.temporal, logger);
  shutdown.add('temporal client', STOP_SECONDS.connection, () => client.connection.close());
  const polling = await connectWorker(config.temporal, logger);
  shutdown.add('temporal connection', STOP_SECONDS.connection, () => polling.close());

  // Before anything is taken from a queue or collection that may belong to another installation.
  await claimInstallation(database, client, {
    taskQueue: config.temporal.taskQueue,
    intervalSeconds: config.reconcileIntervalSeconds,
  });
  await ensureCanarySchedule(client, {
    taskQueue: config.temporal.taskQueue,
    everyMinutes: config.canaryEveryMinutes,
  });

  const services = connectServices({
    database,
    client,
    taskQueue: config.temporal.taskQueue,
    logger,
    serverNow: guard.now,
    providers: providersOf(config.payments),
    deliveries: outboxMetrics(registry),
    tracing,
  });
  const versioning = await joinRollout({
    client,
    taskQueue: config.temporal.taskQueue,
    buildId: config.buildId,
    workerVersioning: config.temporal.workerVersioning,
    logger,
  });
  tuneBuffers();
  const worker = await Worker.create({
    connection: polling.connection,
    namespace: config.temporal.namespace,
    taskQueue: config.temporal.taskQueue,
    workflowBundle: { codePath: WORKFLOW_BUNDLE },
    activities: {
      ...createActivities({
        database,
        serverNow: guard.now,
        client,
        gateway: services.gateway,
        clock: services.clock,
        webhooks: webhookSettingsOf(config),
        keepAnswersDays: config.idempotencyKeepDays,
        apiUrl: config.http.publicUrl,
        countAttempt: noticeMetrics(registry),
        observer: reconciliationMetrics(registry),
        canaryObserver: canaryMetrics(registry, config.canaryEveryMinutes),
      }),
    },
    ...(tracing && { interceptors: { activity: [activitySpans(tracing, database)] } }),
    ...WORKER_TUNING,
    shutdownGraceTime: `${limits.activities} seconds`,
    ...versioning,
  });
  const monitoring = await serveMonitoring({
    address: config.metrics,
    registry,
    sdkPort,
    readiness: readinessOf({
      database,
      client,
      taskQueue: config.temporal.taskQueue,
      identity: worker.options.identity,
      guard,
      isStopping: () => shutdown.signal.aborted,
    }),
    logger,
  });
  shutdown.add('monitoring', STOP_SECONDS.monitoring, () => monitoring?.stop(MONITORING_STOP_MS));
  const running = worker.run();
  shutdown.add('worker', limits.worker, async () => {
    worker.shutdown();
    await running;
  });
  services.relay.start();
  shutdown.add('relay', limits.relay, () => services.relay.stop());
  services.hints.start();
  shutdown.add('hints', STOP_SECONDS.hints, () => services.hints.stop());
  void resumeAdvances();
  logger.info('ready');
  try {
    await running;
  } catch (error) {
    logger.error({ err: error }, 'the worker failed');
    await shutdown.begin('the worker failed', 1);
  }

  /** An advance that is being resumed does not block others: each look-up takes over one that nobody else resumes. */
  async function resumeAdvances(): Promise<void> {
    const looks = new Set<Promise<void>>();
    while (!shutdown.signal.aborted) {
      if (looks.size < MOST_LOOKS) {
        const look: Promise<void> = services.clock
          .resumeAbandoned()
          .catch((error: unknown) => {
            logger.warn({ err: error }, 'an abandoned clock advance could not be resumed');
          })
          .then(() => void looks.delete(look));
        looks.add(look);
      }
      await delay(RESUME_POLL_MS, undefined, { signal: shutdown.signal }).catch(() => undefined);
    }
  }
}
