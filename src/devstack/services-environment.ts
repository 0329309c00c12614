/** The environment of the product's own processes: addresses, and the secrets of this stack. */
import path from 'node:path';
import type { Config, Environment } from '../infra/config.ts';
import type { VariableName } from '../infra/environment-variables.ts';
import { storeDevelopmentKeys, storeSecret } from './development-secrets.ts';
import { freePort } from './ports.ts';
import { apiUrlOf, keysFileOf } from './welcome.ts';

export interface ServerAddresses {
  readonly mongodbUri: string;
  readonly temporalAddress: string;
}

export interface FakeProvider {
  readonly port: number;
  readonly secret: string;
}

/** Creates missing keys and secrets, and finds a port for the fake payment provider. */
export async function prepareFakeProvider(config: Config): Promise<FakeProvider> {
  return {
    port: config.payments.fakePort ?? (await freePort()),
    secret: config.payments.fakeSecret ?? storeSecret(path.join(config.dataDir, 'fake-payment-secret')),
  };
}

/** The environment of every service: that of this process, completed. */
export function servicesEnvironment(
  config: Config,
  given: Environment,
  { mongodbUri, temporalAddress }: ServerAddresses,
  provider: FakeProvider,
): NodeJS.ProcessEnv {
  const keysFile = keysFileOf(config);
  storeDevelopmentKeys(keysFile);
  const settings: Partial<Record<VariableName, string>> = {
    HOST: config.http.host,
    PORT: String(config.http.port),
    DATA_DIR: config.dataDir,
    MONGODB_URI: mongodbUri,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_UI_URL: config.temporal.uiUrl,
    DEVELOPMENT_KEYS_FILE: keysFile,
    CATALOGUE_DEMO_PRICES: given['CATALOGUE_DEMO_PRICES'] || 'true',
    NOTICE_ALLOW_LOOPBACK: given['NOTICE_ALLOW_LOOPBACK'] || 'true',
    SEALING_SECRET: config.sealingSecret ?? storeSecret(path.join(config.dataDir, 'sealing-secret')),
    EXPORT_SIGNING_KEY:
      config.exportSigningKey ?? storeSecret(path.join(config.dataDir, 'export-signing-key')),
    FAKE_PAYMENT_URL: `http://127.0.0.1:${provider.port}`,
    FAKE_PAYMENT_PORT: String(provider.port),
    FAKE_PAYMENT_SECRET: provider.secret,
    FAKE_PAYMENT_EVENTS_URL: `${apiUrlOf(config)}/v1/payment-events/fake`,
  };
  return { ...given, ...settings };
}
