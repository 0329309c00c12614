/** The process of the fake payment provider. */
import path from 'node:path';
import { startFakeProvider } from '../payment-providers/fake/start.ts';
import { loadConfig, type Environment } from '../infra/config.ts';
import { createLogger } from '../infra/logging.ts';
import { gracefulShutdown } from '../infra/shutdown.ts';

/**
 * Starts the provider and resolves once it listens; signals stop it. Reads FAKE_PAYMENT_PORT, FAKE_PAYMENT_SECRET,
 * FAKE_PAYMENT_EVENTS_URL and DATA_DIR. Throws `ConfigurationError` if one is missing.
 */
export async function run(environment: Environment = process.env): Promise<void> {
  const config = loadConfig(environment, ['FAKE_PAYMENT_SECRET', 'FAKE_PAYMENT_EVENTS_URL']);
  const { fakePort, fakeSecret = '', fakeEventsUrl = '' } = config.payments;
  const logger = createLogger(config, 'fake-provider');
  const provider = await startFakeProvider({
    ...(fakePort === undefined ? {} : { port: fakePort }),
    secret: fakeSecret,
    dataFile: path.join(config.dataDir, 'fake-payments.jsonl'),
    receiverUrl: fakeEventsUrl,
    log: logger,
  });
  const shutdown = gracefulShutdown({ logger });
  shutdown.add('fake payment provider', 1.5, () => provider.close());
  logger.info({ url: provider.url }, 'ready');
}
