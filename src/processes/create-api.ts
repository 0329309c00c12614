/** Assembles the API from the services it uses. The API process and the tests over real servers share it. */
import path from 'node:path';
import type { Express } from 'express';
import type { Registry } from 'prom-client';
import { CatalogueVersions } from '../application/catalogue/catalogue-versions.ts';
import { API_ROUTES } from '../contracts/routes.ts';
import { AccountZones } from '../http/problem/account-zones.ts';
import { keyAuthenticator } from '../application/keys/key-authenticator.ts';
import { clockMetrics } from '../metrics/clock-metrics.ts';
import { createApp } from '../http/server/create-app.ts';
import { readNames } from '../application/accounts/read-names.ts';
import { apiHandlers } from '../http/handlers/index.ts';
import { unknownEventCounter } from '../metrics/payment-metrics.ts';
import { signOffPages } from '../http/views/sign-off/pages.ts';
import { ledgerMetrics } from '../metrics/ledger-metrics.ts';
import { mongodbMetrics } from '../metrics/mongodb-metrics.ts';
import { outboxMetrics } from '../metrics/outbox-metrics.ts';
import { recordMetrics } from '../metrics/record-metrics.ts';
import { newRegistry } from '../metrics/process-registry.ts';
import { taskMetrics } from '../metrics/task-metrics.ts';
import { UsageAccountCache } from '../application/usages/usage-account-cache.ts';
import { GroupCommit } from '../application/ledger/group-commit/group-commit.ts';
import { usagePoliciesOf } from '../application/ledger/usage-policies.ts';
import { webhookSettingsOf } from '../application/notices/webhook-settings.ts';
import { providersOf } from '../payment-providers/providers.ts';
import { encryptorOf } from '../infra/encryption.ts';
import { createSigner } from '../infra/signing.ts';
import type { ServiceConfig } from '../infra/config.ts';
import type { DirectDelivery } from '../temporal/outbox/direct-delivery.ts';
import { connectServices, type ServiceConnections } from './connect-services.ts';
import { readinessOf } from './readiness.ts';

/** Beside the compiled sources. Tests, which run the sources, name a folder of their own. */
const CONSOLE_FOLDER = path.join(import.meta.dirname, '..', '..', 'console');

export interface Api {
  readonly app: Express;
  /** Publishes what the process commits, once it is started. */
  readonly hints: DirectDelivery;
  /** Resolves when no usage waits for the ledger any more. */
  readonly drained: () => Promise<void>;
}

export interface ApiOptions {
  readonly connections: ServiceConnections;
  readonly config: Pick<
    ServiceConfig,
    | 'http'
    | 'payments'
    | 'temporal'
    | 'sealingSecret'
    | 'retiredSealingSecrets'
    | 'exportSigningKey'
    | 'retiredExportSigningKeys'
    | 'notices'
  >;
  /** True once no more requests should arrive; `/readyz` reports it. */
  readonly isStopping?: () => boolean;
  /** The metrics of the process; a registry of its own if absent. */
  readonly registry?: Registry;
  /** For tests: the folder of the built console. */
  readonly consoleFolder?: string;
  /** For tests: a response that does not match its contract fails the request. */
  readonly checkResponses?: boolean;
}

export function createApi({
  connections,
  config,
  isStopping = () => false,
  registry = newRegistry(),
  consoleFolder = CONSOLE_FOLDER,
  checkResponses = false,
}: ApiOptions): Api {
  const { database, client, taskQueue, logger, serverNow, guard, tracing } = connections;
  const { namespace, uiUrl } = config.temporal;
  const providers = providersOf(config.payments);
  const { gateway, clock, hints } = connectServices({
    ...connections,
    providers,
    deliveries: outboxMetrics(registry),
  });
  const catalogues = new CatalogueVersions(database);
  const ledger = ledgerMetrics(registry);
  const usages = new GroupCommit({ database, serverNow }, usagePoliciesOf(catalogues), {
    observer: ledger.observer,
  });
  ledger.watch(usages);
  const zones = new AccountZones(database);
  const keys = keyAuthenticator({ database, serverNow });
  taskMetrics(registry, database);
  recordMetrics(registry, { database, taskQueue });
  mongodbMetrics(registry, database);
  if (guard !== undefined) clockMetrics(registry, guard);
  const app = createApp({
    routes: API_ROUTES,
    handlers: apiHandlers({
      database,
      serverNow,
      catalogues,
      encryptor: encryptorOf(config, 'sealing 1'),
      signer: config.exportSigningKey === undefined ? undefined : createSigner(config.exportSigningKey),
      retiredSigners: config.retiredExportSigningKeys.map(createSigner),
      gateway,
      clock,
      usages,
      accountCache: new UsageAccountCache(database),
      providers,
      bankAccounts: config.payments.bankAccounts,
      countUnknownEvent: unknownEventCounter(
        registry,
        providers.map(({ name }) => name),
      ),
      webhooks: webhookSettingsOf(config),
      publicUrl: config.http.publicUrl,
      keys,
      workflowUrl: (workflowId, runId) => workflowUrl(uiUrl, namespace, workflowId, runId),
    }),
    catalogue: () => catalogues.known,
    consoleFolder,
    signOffPages: signOffPages({ database, serverNow, gateway, catalogues }),
    zones,
    authenticate: keys.authenticate,
    publicUrl: config.http.publicUrl,
    isKnownKey: keys.isKnownKey,
    actorsOf: keys.actorsOf,
    readNames: (ids) => readNames({ database, catalogues }, ids),
    readiness: readinessOf({ database, client, taskQueue, guard, isStopping }),
    logger,
    registry,
    tracing,
    // Responses show the time even while the clock is off.
    now: guard?.shown ?? serverNow,
    limits: {
      requestsPerSecond: config.http.rateLimitPerSecond,
      trustedProxies: config.http.trustedProxies,
    },
    checkResponses,
  });
  return { app, hints, drained: () => usages.drained() };
}

/** A page of the Temporal UI: the run, or the list of runs of the workflow if no run is known yet. */
function workflowUrl(uiUrl: string, namespace: string, workflowId: string, runId: string | null): string {
  const page = `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
  return runId === null ? page : `${page}/${encodeURIComponent(runId)}/history`;
}
