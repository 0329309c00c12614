/** The address at which a worker serves its metrics and health, for Prometheus and for probes. */
import type { Registry } from 'prom-client';
import { portProblem } from '../devstack/ports.ts';
import type { ReadinessChecks } from '../http/handlers/system.ts';
import { createHttpServer, type HttpServer } from '../http/server/http-server.ts';
import { monitoringPages } from '../http/server/monitoring-pages.ts';
import { instantOf } from '../domain/instant.ts';
import type { Config } from '../infra/config.ts';
import type { Logger } from '../infra/logging.ts';
import { readSdkMetrics } from '../temporal/sdk-metrics.ts';

/** Probes and scrapers, not users. */
const CONNECTIONS = 100;

export interface WorkerMonitoring {
  readonly address: Config['metrics'];
  readonly registry: Registry;
  /** Loopback port at which the Temporal SDK serves its own metrics; null if it serves none. */
  readonly sdkPort: number | null;
  readonly readiness: Pick<ReadinessChecks, 'all'>;
  readonly logger: Logger;
}

/** Resolves once the server listens; null where no port is configured. Throws `RuntimeProblem` if the port is taken. */
export async function serveMonitoring({
  address: { host, port },
  registry,
  sdkPort,
  readiness,
  logger,
}: WorkerMonitoring): Promise<HttpServer | null> {
  if (port === undefined) return null;
  const app = monitoringPages({ readiness, metrics, logger });
  const server = createHttpServer({
    app,
    logger,
    now: () => instantOf(Date.now()),
    limits: { connections: CONNECTIONS },
  });
  await server.listen(port, host).catch((error: unknown) => {
    throw portProblem(port, 'METRICS_PORT', host, error);
  });
  logger.info({ host, port }, 'serves metrics and health');
  return server;

  /** Without the part of the SDK while the SDK does not answer. */
  async function metrics(): Promise<string> {
    const [own, ofSdk] = await Promise.all([
      registry.metrics(),
      sdkPort === null
        ? ''
        : readSdkMetrics(sdkPort).catch((error: unknown) => {
            logger.warn({ err: error }, 'the metrics of the Temporal SDK could not be read');
            return '';
          }),
    ]);
    return own + ofSdk;
  }
}
