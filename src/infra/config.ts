/**
 * Parses the configuration of a process from its environment. All errors are reported together, each with the variable,
 * its value and what is expected.
 */
import { homedir, platform, tmpdir } from 'node:os';
import path from 'node:path';
import type { z } from 'zod';
import { buildId } from './build-id.ts';
import { aboutVariable, ENVIRONMENT, fileVariableOf, VARIABLE_NAMES } from './environment-variables.ts';
import type { VariableName } from './environment-variables.ts';
import { projectPath } from './project-root.ts';
import { readVariables, type Environment, type GivenVariables } from './read-variables.ts';
import { traceProblems, traceSettings, type TraceSettings } from './trace-settings.ts';
import { temporalSettings, TemporalSettingsError } from './temporal-access.ts';
import type { TemporalAccess, TemporalSettings } from './temporal-access.ts';

export type { Environment } from './read-variables.ts';
type Fields = z.output<typeof ENVIRONMENT>;

export type BankAccount = NonNullable<Fields['BANK_ACCOUNTS']>[number];

export interface Config {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** How long a command waits for its verdict. */
    readonly commandSeconds: number;
    /** From the request to stop until the API accepts nothing more. */
    readonly drainSeconds: number;
    readonly rateLimitPerSecond: number;
    /** CIDR networks of proxies whose X-Forwarded-For header is trusted. */
    readonly trustedProxies: readonly string[];
    /** Where users reach the API; the base of links, without a trailing slash. */
    readonly publicUrl: string;
  };
  readonly metrics: {
    readonly host: string;
    /** Where a worker serves metrics and health; a worker without it serves none. */
    readonly port: number | undefined;
  };
  readonly mongodb: {
    /** Set if an existing replica set is used; `npm start` sets it for the processes that it starts. */
    readonly uri: string | undefined;
    readonly database: string;
    /** Connections to each server. */
    readonly maxPoolSize: number;
    readonly minPoolSize: number;
    readonly port: number | undefined;
    readonly executable: string | undefined;
  };
  /** Has an address if an existing Temporal is used; `npm start` sets it for the processes that it starts. */
  readonly temporal: TemporalSettings & {
    readonly taskQueue: string;
    readonly workerVersioning: Fields['WORKER_VERSIONING'];
    readonly port: number | undefined;
    readonly uiPort: number;
    /** Base of links into the Temporal UI, without a trailing slash. */
    readonly uiUrl: string;
    readonly executable: string | undefined;
    readonly testServerExecutable: string | undefined;
  };
  readonly payments: {
    /** Where buyers transfer money to; empty if they have to ask. */
    readonly bankAccounts: readonly BankAccount[];
    readonly fakeUrl: string | undefined;
    readonly fakePort: number | undefined;
    readonly fakeEventsUrl: string | undefined;
    readonly fakeSecret: string | undefined;
  };
  /** Encrypts customers' tokens and platforms' secrets. Without it, the API rejects both. */
  readonly sealingSecret: string | undefined;
  /** Earlier secrets, which decrypt but no longer encrypt. */
  readonly retiredSealingSecrets: readonly string[];
  /** The key that signs exports is derived from it. Without it, the API rejects exports. */
  readonly exportSigningKey: string | undefined;
  /** Earlier keys, which verify but no longer sign. */
  readonly retiredExportSigningKeys: readonly string[];
  readonly notices: {
    /** Allows endpoints at addresses that are not public. */
    readonly allowPrivate: boolean;
    readonly allowLoopback: boolean;
    readonly timeoutSeconds: number;
  };
  /** Null where traces are off. */
  readonly traces: TraceSettings | null;
  readonly buildId: string;
  /** Absolute path, like the other folders and files. */
  readonly dataDir: string;
  readonly serverCacheDir: string;
  readonly catalogueDir: string;
  readonly catalogueDemoPrices: boolean;
  readonly developmentKeysFile: string | undefined;
  readonly logLevel: Fields['LOG_LEVEL'];
  readonly reconcileIntervalSeconds: number;
  /** 0 if the canary is off. */
  readonly canaryEveryMinutes: number;
  readonly idempotencyKeepDays: number;
}

/** A configuration with the addresses of both servers, as the API and the workers need it. */
export type ServiceConfig = Config & {
  readonly mongodb: { readonly uri: string };
  readonly temporal: TemporalAccess;
};

/** The environment is invalid. `problems` has one sentence for each variable that is wrong or missing. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly string[]) {
    super(['The environment cannot be used:', ...problems].join('\n  '));
  }
}

/**
 * Parses an environment. Empty variables count as unset. Throws `ConfigurationError` with all errors, including
 * variables in `required` that are not set.
 */
export function loadConfig(environment: Environment, required: readonly VariableName[] = []): Config {
  const given = readVariables(environment);
  const parsed = ENVIRONMENT.safeParse(given.values);
  const issues = parsed.success ? [] : parsed.error.issues;
  const wrong = VARIABLE_NAMES.flatMap((name) => {
    const problem = given.problems[name];
    if (problem !== undefined) return [problem];
    const issue = issues.find(({ path }) => path[0] === name);
    return issue ? [`${shown(name, given)}: it must be ${issue.message}.`] : [];
  });
  const temporal = wrong.some((problem) => problem.startsWith('TEMPORAL_'))
    ? undefined
    : settingsOrProblem(environment, given);
  const problems = [
    ...wrong,
    ...(typeof temporal === 'string' ? [temporal] : []),
    ...required.flatMap((name) =>
      isGiven(name, given) || (name === 'TEMPORAL_ADDRESS' && hasAddress(temporal, given))
        ? []
        : [notSet(name)],
    ),
    ...(parsed.success ? [...contradictions(parsed.data), ...traceProblems(parsed.data)] : []),
  ];
  if (parsed.success && typeof temporal === 'object' && problems.length === 0)
    return configOf(parsed.data, temporal);
  throw new ConfigurationError(problems);
}

/** How Temporal is reached, for commands that need nothing else. */
export function loadTemporalAccess(environment: Environment): TemporalAccess {
  return accessOf(loadConfig(environment, ['TEMPORAL_ADDRESS']));
}

/** Like `loadConfig`, for a process that needs both servers: a missing address is an error too. */
export function loadServiceConfig(environment: Environment): ServiceConfig {
  const config = loadConfig(environment, ['MONGODB_URI', 'TEMPORAL_ADDRESS']);
  const { uri = '' } = config.mongodb;
  return {
    ...config,
    mongodb: { ...config.mongodb, uri },
    temporal: { ...config.temporal, ...accessOf(config) },
  };
}

function accessOf({
  temporal: { address = '', namespace, tls, apiKey, apiKeyFile, metadata },
}: Config): TemporalAccess {
  return { address, namespace, tls, apiKey, apiKeyFile, metadata };
}

/** A sentence if the settings cannot be used. */
function settingsOrProblem(environment: Environment, given: GivenVariables): TemporalSettings | string {
  try {
    return temporalSettings(environment, given);
  } catch (error) {
    if (error instanceof TemporalSettingsError) return error.message;
    throw error;
  }
}

function isGiven(name: VariableName, { values, problems }: GivenVariables): boolean {
  return values[name] !== undefined || problems[name] !== undefined;
}

/** A profile may have the address; one that cannot be used is a problem of its own. */
function hasAddress(temporal: TemporalSettings | string | undefined, given: GivenVariables): boolean {
  if (typeof temporal === 'object') return temporal.address !== undefined;
  return isGiven('TEMPORAL_PROFILE', given) || isGiven('TEMPORAL_CONFIG_FILE', given);
}

function contradictions({ MONGODB_MIN_POOL_SIZE: least, MONGODB_MAX_POOL_SIZE: most }: Fields): string[] {
  return least <= most
    ? []
    : [`MONGODB_MIN_POOL_SIZE is ${least}: it must be at most MONGODB_MAX_POOL_SIZE, which is ${most}.`];
}

function notSet(name: VariableName): string {
  const fileVariable = fileVariableOf(name);
  const otherWay =
    fileVariable === undefined ? '' : ` ${fileVariable} can name a file that holds it instead.`;
  return `${name} is not set: ${aboutVariable(name).purpose}. npm start does that by itself.${otherWay}`;
}

function shown(name: VariableName, { values, files }: GivenVariables): string {
  const source = files[name];
  if (source !== undefined)
    return `${name} of ${source.variable} ${JSON.stringify(source.file)} cannot be used`;
  return aboutVariable(name).secret ? `${name} cannot be read` : `${name} is ${JSON.stringify(values[name])}`;
}

function configOf(fields: Fields, temporal: TemporalSettings): Config {
  return {
    http: {
      host: fields.HOST,
      port: fields.PORT,
      commandSeconds: fields.COMMAND_SECONDS,
      drainSeconds: fields.DRAIN_SECONDS,
      rateLimitPerSecond: fields.RATE_LIMIT_PER_SECOND,
      trustedProxies: fields.TRUSTED_PROXIES ?? [],
      publicUrl: fields.PUBLIC_URL ?? ownAddress(fields),
    },
    metrics: { host: fields.METRICS_HOST, port: fields.METRICS_PORT },
    mongodb: {
      uri: fields.MONGODB_URI,
      database: fields.MONGODB_DATABASE,
      maxPoolSize: fields.MONGODB_MAX_POOL_SIZE,
      minPoolSize: fields.MONGODB_MIN_POOL_SIZE,
      port: fields.MONGODB_PORT,
      executable: fields.MONGOD_EXECUTABLE,
    },
    temporal: {
      ...temporal,
      taskQueue: fields.TEMPORAL_TASK_QUEUE,
      workerVersioning: fields.WORKER_VERSIONING,
      port: fields.TEMPORAL_PORT,
      uiPort: fields.TEMPORAL_UI_PORT,
      uiUrl: fields.TEMPORAL_UI_URL ?? `http://127.0.0.1:${fields.TEMPORAL_UI_PORT}`,
      executable: fields.TEMPORAL_EXECUTABLE,
      testServerExecutable: fields.TEMPORAL_TEST_SERVER_EXECUTABLE,
    },
    payments: {
      bankAccounts: fields.BANK_ACCOUNTS ?? [],
      fakeUrl: fields.FAKE_PAYMENT_URL,
      fakePort: fields.FAKE_PAYMENT_PORT,
      fakeEventsUrl: fields.FAKE_PAYMENT_EVENTS_URL,
      fakeSecret: fields.FAKE_PAYMENT_SECRET,
    },
    sealingSecret: fields.SEALING_SECRET,
    retiredSealingSecrets: fields.SEALING_SECRETS_RETIRED ?? [],
    exportSigningKey: fields.EXPORT_SIGNING_KEY,
    retiredExportSigningKeys: fields.EXPORT_SIGNING_KEYS_RETIRED ?? [],
    notices: {
      allowPrivate: fields.NOTICE_ALLOW_PRIVATE_ADDRESSES,
      allowLoopback: fields.NOTICE_ALLOW_LOOPBACK,
      timeoutSeconds: fields.NOTICE_TIMEOUT_SECONDS,
    },
    traces: traceSettings(fields),
    buildId: buildId(fields.BUILD_ID),
    dataDir: path.resolve(fields.DATA_DIR),
    serverCacheDir: path.resolve(
      fields.SERVER_CACHE_DIR ?? path.join(userCacheFolder(), 'prepaid-fulfilment'),
    ),
    catalogueDir: path.resolve(fields.CATALOGUE_DIR ?? projectPath('src', 'catalogue')),
    catalogueDemoPrices: fields.CATALOGUE_DEMO_PRICES,
    developmentKeysFile: fields.DEVELOPMENT_KEYS_FILE && path.resolve(fields.DEVELOPMENT_KEYS_FILE),
    logLevel: fields.LOG_LEVEL,
    reconcileIntervalSeconds: fields.RECONCILE_INTERVAL_SECONDS,
    canaryEveryMinutes: fields.CANARY_EVERY_MINUTES,
    idempotencyKeepDays: fields.IDEMPOTENCY_KEEP_DAYS,
  };
}

/** The address of the API on this machine. */
function ownAddress({ HOST, PORT }: Fields): string {
  const isEverywhere = HOST === '0.0.0.0' || HOST === '::';
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  return `http://${isEverywhere ? '127.0.0.1' : host}:${PORT}`;
}

/** The cache folder of this user, by the convention of the operating system. */
function userCacheFolder(): string {
  if (platform() === 'darwin') return path.join(homeFolder(), 'Library', 'Caches');
  if (platform() === 'win32')
    return process.env['LOCALAPPDATA'] ?? path.join(homeFolder(), 'AppData', 'Local');
  return process.env['XDG_CACHE_HOME'] || path.join(homeFolder(), '.cache');
}

/** In containers the user may be a mere number, without a name and a home. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return tmpdir();
  }
}
