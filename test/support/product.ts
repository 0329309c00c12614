/**
 * The whole product in the process of a test, over the shared servers of the run: an API on its own port, a worker, the
 * relay, and the fake payment provider, which sends its signed events to that API.
 */
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApi } from '../../src/processes/create-api.ts';
import type { InternalRole } from '../../src/contracts/roles.ts';
import { storedRecord, type StoredRecord } from '../../src/payment-providers/fake/records.ts';
import { startFakeProvider } from '../../src/payment-providers/fake/start.ts';
import type { PaymentProvider, ProviderEvent } from '../../src/payment-providers/provider.ts';
import { providersOf } from '../../src/payment-providers/providers.ts';
import { registerDevelopmentKeys } from '../../src/application/keys/development-keys.ts';
import { loadServiceConfig } from '../../src/infra/config.ts';
import { createLogger } from '../../src/infra/logging.ts';
import { assertDocumentedNotices } from './documented-notices.ts';
import { LIVE_NAMESPACE, LiveTestSystem, type LiveTestSystemSettings } from './live-test-system.ts';
import { TEST_LIMITS, TEST_TIMEOUTS } from './order-test-system.ts';
import type { OrderFixture } from './order-fixtures.ts';
import { testServers } from './servers.ts';
import { WEBHOOK_ENVIRONMENT } from './webhooks.ts';

export interface Product {
  /** URL of the API. */
  readonly url: string;
  readonly keys: Readonly<Record<InternalRole, string>>;
  /** Access to the stored data. */
  readonly fixture: OrderFixture;
  readonly testSystem: LiveTestSystem;
  readonly provider: ProviderSeen;
  close(): Promise<void>;
}

/** The payment provider as seen from outside. */
export interface ProviderSeen {
  /** Secret with which the provider signs events. */
  readonly secret: string;
  /** All requests to the provider that took effect, oldest first. */
  records(): Promise<StoredRecord[]>;
  /** Events of a payment, oldest first. */
  eventsOf(paymentId: string): Promise<ProviderEvent[]>;
  /** Sends an event again several times at once. Returns the response statuses. */
  sendAgain(eventId: string, times: number): Promise<number[]>;
}

export const BANK_ACCOUNT = {
  currency: 'USD',
  holder: 'Prepaid Fulfilment Ltd',
  bank: 'Harbour Bank',
  account: '0123456789',
  bankCode: 'HARBSGSG',
} as const;

const PROVIDER_SECRET = 'a secret of the fake payment provider';

/** Database or Temporal of an earlier start that the new product continues, and what gets its spans. */
export type ProductPast = Pick<LiveTestSystemSettings, 'fixture' | 'namespace' | 'taskQueue' | 'tracing'>;

export interface ProductOptions {
  /** The built console. */
  readonly consoleFolder?: string;
  /**
   * Whether stored notices are compared with their documented webhooks at the end, which is the default. Not where a test
   * makes up notices itself.
   */
  readonly notices?: boolean;
}

export async function startProduct(
  past: ProductPast = {},
  { notices = true, ...options }: ProductOptions = {},
): Promise<Product> {
  // The test system opens first: no refund is due before the provider has started.
  const providers: PaymentProvider[] = [];
  const testSystem = await LiveTestSystem.open({ ...past, providers });
  const { fixture, client, taskQueue } = testSystem;
  const keys = await makeKeys(fixture);

  // API and provider need each other's address, so the server listens before the API exists.
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'fake-payments-'));
  const dataFile = path.join(folder, 'payments.jsonl');
  const logger = createLogger({ logLevel: 'error' }, 'test');
  const provider = await startFakeProvider({
    secret: PROVIDER_SECRET,
    dataFile,
    receiverUrl: `${url}/v1/payment-events/fake`,
    log: logger,
  });
  const config = loadServiceConfig({
    MONGODB_URI: testServers().mongodbUri,
    TEMPORAL_ADDRESS: testServers().temporalAddress,
    TEMPORAL_NAMESPACE: past.namespace ?? LIVE_NAMESPACE,
    FAKE_PAYMENT_URL: provider.url,
    FAKE_PAYMENT_SECRET: PROVIDER_SECRET,
    BANK_ACCOUNTS: JSON.stringify([BANK_ACCOUNT]),
    ...WEBHOOK_ENVIRONMENT,
    PUBLIC_URL: url,
    EXPORT_SIGNING_KEY: 'a secret that signs exports',
    RATE_LIMIT_PER_SECOND: '100000',
  });
  providers.push(...providersOf(config.payments));
  const { app, drained } = createApi({
    connections: {
      ...fixture,
      client,
      taskQueue,
      logger,
      timeouts: TEST_TIMEOUTS,
      limits: TEST_LIMITS,
      tracing: past.tracing,
    },
    config,
    ...options,
    checkResponses: true,
  });
  server.on('request', app);
  testSystem.services.relay.start();

  return {
    url,
    keys,
    fixture,
    testSystem,
    provider: providerSeen(provider.url, dataFile),
    close: async () => {
      await provider.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await drained();
      await testSystem.services.relay.stop();
      try {
        if (notices) await assertDocumentedNotices(fixture.database);
      } finally {
        await testSystem.close();
        await rm(folder, { recursive: true });
      }
    },
  };
}

async function makeKeys(fixture: OrderFixture): Promise<Record<InternalRole, string>> {
  const keys = {
    sales: 'a-key-for-tests-of-sales',
    delivery: 'a-key-for-tests-of-delivery',
    operator: 'a-key-for-tests-of-operator',
    platform: 'a-key-for-tests-of-platform',
  };
  await registerDevelopmentKeys(fixture, JSON.stringify(keys));
  return keys;
}

function providerSeen(url: string, dataFile: string): ProviderSeen {
  return {
    secret: PROVIDER_SECRET,
    records: async () => {
      const lines = (await readFile(dataFile, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => storedRecord.parse(JSON.parse(line)));
    },
    eventsOf: async (paymentId) => {
      const response = await fetch(`${url}/events?paymentId=${paymentId}`);
      return ((await response.json()) as { items: ProviderEvent[] }).items;
    },
    sendAgain: async (eventId, times) => {
      const response = await fetch(`${url}/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ eventId, times }),
      });
      return ((await response.json()) as { statuses: number[] }).statuses;
    },
  };
}
