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

/**
 * The environment of every service: that of this process, completed. What was given is passed on as it was given, so that a
 * secret in a file stays there.
 */
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
    ...(config.mongodb.uri === undefined && { MONGODB_URI: mongodbUri }),
    ...(config.temporal.address === undefined && { TEMPORAL_ADDRESS: temporalAddress }),
    TEMPORAL_UI_URL: config.temporal.uiUrl,
    DEVELOPMENT_KEYS_FILE: keysFile,
    // No load balancer is in front of it.
    DRAIN_SECONDS: '0',
    // The workers of an earlier build have ended with its processes.
    WORKER_VERSIONING: given['WORKER_VERSIONING'] || 'at-once',
    CATALOGUE_DEMO_PRICES: given['CATALOGUE_DEMO_PRICES'] || 'true',
    NOTICE_ALLOW_LOOPBACK: given['NOTICE_ALLOW_LOOPBACK'] || 'true',
    ...(config.sealingSecret === undefined && {
      SEALING_SECRET: storeSecret(path.join(config.dataDir, 'sealing-secret')),
    }),
    ...(config.exportSigningKey === undefined && {
      EXPORT_SIGNING_KEY: storeSecret(path.join(config.dataDir, 'export-signing-key')),
    }),
    FAKE_PAYMENT_URL: `http://127.0.0.1:${provider.port}`,
    FAKE_PAYMENT_PORT: String(provider.port),
    ...(config.payments.fakeSecret === undefined && { FAKE_PAYMENT_SECRET: provider.secret }),
    FAKE_PAYMENT_EVENTS_URL: `${apiUrlOf(config)}/v1/payment-events/fake`,
  };
  return { ...given, ...settings };
}

/** The variables that say how Temporal is reached, beside those that name it. */
const WAYS_TO_TEMPORAL = /^TEMPORAL_(CONFIG_FILE|API_KEY(_FILE)?|TLS(_.*)?|GRPC_META_.*)$/;

/**
 * The environment of a stack. Unless it names a Temporal, by its address or a profile, the stack starts one of its own, and
 * what a person has set up to reach another has no effect.
 */
export function stackEnvironment(given: Environment): Environment {
  if (given['TEMPORAL_ADDRESS'] || given['TEMPORAL_PROFILE']) return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => !WAYS_TO_TEMPORAL.test(name)));
}
