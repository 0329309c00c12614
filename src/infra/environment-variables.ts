/**
 * Every environment variable of the product: allowed values, default and purpose. The parser, its error messages, the
 * runbook and `npm start -- --help` use this table.
 */
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { CURRENCIES } from '../domain/currencies.ts';

/** What the help says about a variable. */
interface About {
  readonly purpose: string;
  /** The value if the variable is not set; absent if leaving it out has a meaning of its own. */
  readonly fallback?: string;
  /** True if the value may contain a password: no message repeats it, and `NAME_FILE` can name a file that holds it. */
  readonly secret?: true;
}

const about = new Map<z.ZodType, About>();

// The message of every check completes "it must be …".
const port = numberBetween(1, 65_535, 'a port number from 1 to 65535');
const text = z.string();
const folder = z.string();
const file = z.string();
const program = z.string();
const flag = z.enum(['true', 'false'], 'true or false').transform((value) => value === 'true');
const completeAddress = (example: string) =>
  z.url({ protocol: /^https?$/, error: `an http or https address such as ${example}` });
const webAddress = (example: string) => completeAddress(example).transform((url) => url.replace(/\/+$/, ''));
const mongodbUri = z
  .string()
  .regex(
    /^mongodb(\+srv)?:\/\/[^/\s]/,
    'a MongoDB connection string such as mongodb://127.0.0.1:27017/?replicaSet=rs0',
  );
const hostAndPort = z
  .string()
  .regex(/^([^\s/:]+|\[[0-9a-f:]+\]):\d{1,5}$/i, 'a host and a port such as 127.0.0.1:7233');
const databaseName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,63}$/, 'a database name of at most 63 letters, digits, "_" and "-"');
const secrets = text.transform((value) => value.split(/\s+/).filter((secret) => secret !== ''));
/** What the standard variables of Temporal accept. */
const temporalFlag = z
  .enum(['true', 'false', '1', '0'], 'true or false')
  .transform((value) => value === 'true' || value === '1');
const verified = z.enum(
  ['false', '0'],
  'false: certificates are always verified; TEMPORAL_TLS_SERVER_CA_CERT_PATH or TEMPORAL_TLS_SERVER_NAME make one acceptable',
);
const headerText = z
  .string()
  .regex(/^[\x21-\x7e]{1,8192}$/, 'at most 8192 printable ASCII characters without spaces');
const headers = z.record(
  z.string().regex(/^(?!.*-bin$)[a-z0-9][a-z0-9._-]{0,127}$/),
  z.string().regex(/^[\x20-\x7e]{1,8192}$/),
  'names of gRPC headers that do not end in -bin, with values of printable ASCII characters',
);
/** `name=value,…`, the values percent-encoded. */
const exportHeaders = z.string().transform((given, context) => {
  const pairs = given.split(',').filter((pair) => pair.trim() !== '');
  const list = pairs.map((pair) => /^\s*([!#$%&'*+.^`|~\w-]+)\s*=\s*([\x21-\x7e]*)\s*$/.exec(pair));
  try {
    return Object.fromEntries(
      list.map((found) => [String(found?.[1]).toLowerCase(), decodedHeader(found?.[2])]),
    );
  } catch {
    context.addIssue('a list such as name=value,other=value with percent-encoded values');
    return z.NEVER;
  }
});
const share = z
  .string()
  .regex(/^(0|1|[01]?\.\d{1,9}|1\.0*)$/, 'a number from 0 to 1')
  .transform(Number)
  .pipe(z.number().max(1, 'a number from 0 to 1'));
const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const networks = z
  .string()
  .transform((list) => list.split(',').flatMap((network) => network.trim() || []))
  .refine((list) => list.every((network) => ipaddr.isValidCIDR(network)), {
    error: 'a list of networks such as 10.0.0.0/8,fd00::/8',
  });

const bankAccountList = z.array(
  z.strictObject({
    currency: z.enum(CURRENCIES),
    holder: z.string().min(1),
    bank: z.string().min(1),
    account: z.string().min(1),
    bankCode: z.string().min(1).exactOptional(),
  }),
);
const bankAccounts = z.string().transform((given, context) => {
  const list = bankAccountList.safeParse(jsonIn(given));
  if (list.success) return list.data;
  context.addIssue(
    'a JSON list such as [{"currency":"USD","holder":"Example Ltd","bank":"Example Bank","account":"12345678"}]',
  );
  return z.NEVER;
});

/** Throws if it is not percent-encoded text that a header may have. */
function decodedHeader(encoded: string | undefined): string {
  const value = decodeURIComponent(encoded ?? '%');
  if (!/^[\x20-\x7e]{0,8192}$/.test(value)) throw new TypeError('not a header');
  return value;
}

/** Null if the text is not JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function numberBetween(from: number, to: number, expected = `a whole number from ${from} to ${to}`) {
  return z
    .string()
    .regex(/^\d{1,9}$/, expected)
    .transform(Number)
    .pipe(z.number().min(from, expected).max(to, expected));
}

/** 0, or a number of minutes. */
function minutesOrNever(from: number, to: number) {
  const expected = `0, or a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, expected)
    .transform(Number)
    .refine((minutes) => minutes === 0 || (minutes >= from && minutes <= to), expected);
}

function withDefault<Schema extends z.ZodType<unknown, string>>(
  schema: Schema,
  fallback: string,
  purpose: string,
) {
  const field = z.string().prefault(fallback).pipe(schema);
  about.set(field, { purpose, fallback });
  return field;
}

function optional<Schema extends z.ZodType>(schema: Schema, purpose: string, secret?: 'secret') {
  const field = schema.optional();
  about.set(field, { purpose, ...(secret && { secret: true }) });
  return field;
}

/** Stands for all variables with a prefix; its name ends in `*`. Has no `NAME_FILE`. */
function secretPrefix<Schema extends z.ZodType>(schema: Schema, purpose: string) {
  const field = schema.optional();
  about.set(field, { purpose, secret: true });
  return field;
}

export const ENVIRONMENT = z.object({
  PORT: withDefault(port, '3000', 'port of the API'),
  HOST: withDefault(text, '127.0.0.1', 'address the API listens on'),
  METRICS_PORT: optional(
    port,
    'port at which a worker serves its metrics and health; a worker without it serves none',
  ),
  METRICS_HOST: withDefault(text, '127.0.0.1', 'address at which a worker serves them'),
  DRAIN_SECONDS: withDefault(
    numberBetween(0, 300),
    '5',
    'seconds that a stopping API still serves, not ready, until load balancers know; npm start sets 0',
  ),
  COMMAND_SECONDS: withDefault(
    numberBetween(1, 25),
    '5',
    'seconds that a command waits for the workflow of its order until it is answered with 503',
  ),
  PUBLIC_URL: optional(
    webAddress('https://fulfilment.example.com'),
    'address at which users reach the API, in links; its own otherwise',
  ),
  RATE_LIMIT_PER_SECOND: withDefault(
    numberBetween(1, 1_000_000),
    '100',
    'requests a second for each API key, and for each address without one',
  ),
  TRUSTED_PROXIES: optional(
    networks,
    'proxies whose X-Forwarded-For is trusted, as comma-separated CIDR networks',
  ),
  DATA_DIR: withDefault(folder, '.data', 'folder of the embedded servers, keys and logs'),
  LOG_LEVEL: withDefault(
    z.enum(logLevels, `one of ${logLevels.join(', ')}`),
    'info',
    'lowest level that is logged',
  ),
  BUILD_ID: optional(
    text.regex(/^[\w.-]{1,100}$/, 'at most 100 letters, digits, ".", "_" and "-"'),
    'id of the build; its version and a hash of its workflows otherwise',
  ),
  CATALOGUE_DIR: optional(folder, 'folder of a product catalogue to use instead of the included one'),
  CATALOGUE_DEMO_PRICES: withDefault(
    flag,
    'false',
    'whether products without a price get an invented one, marked as demo; npm start sets it',
  ),
  RECONCILE_INTERVAL_SECONDS: withDefault(
    numberBetween(1, 86_400),
    '600',
    'seconds between two runs of reconciliation',
  ),
  CANARY_EVERY_MINUTES: withDefault(
    minutesOrNever(5, 1_440),
    '0',
    'minutes between two rounds of the canary; 0 for none',
  ),
  IDEMPOTENCY_KEEP_DAYS: withDefault(
    numberBetween(1, 3_650),
    '30',
    'days that a response is stored for repeats under its Idempotency-Key',
  ),
  NOTICE_ALLOW_PRIVATE_ADDRESSES: withDefault(
    flag,
    'false',
    'whether notices may go to private addresses, this machine included',
  ),
  NOTICE_ALLOW_LOOPBACK: withDefault(
    flag,
    'false',
    'whether notices may go to this machine; npm start sets it',
  ),
  NOTICE_TIMEOUT_SECONDS: withDefault(
    // Well within the time after which the clock of a sandbox gives up on an attempt.
    numberBetween(1, 30),
    '5',
    'seconds in which a platform must respond to a notice',
  ),

  MONGODB_URI: optional(mongodbUri, 'use this MongoDB replica set and start none', 'secret'),
  MONGODB_DATABASE: withDefault(databaseName, 'prepaid_fulfilment', 'name of the database'),
  MONGODB_MAX_POOL_SIZE: withDefault(
    numberBetween(1, 1_000),
    '50',
    'connections that a process opens to each server of MongoDB at most',
  ),
  MONGODB_MIN_POOL_SIZE: withDefault(
    numberBetween(0, 1_000),
    '0',
    'connections that a process keeps open to each server of MongoDB',
  ),
  MONGODB_PORT: optional(port, 'port of the embedded MongoDB; a free one otherwise'),
  MONGOD_EXECUTABLE: optional(program, 'the mongod to start'),

  TEMPORAL_ADDRESS: optional(hostAndPort, 'use this Temporal and start none'),
  TEMPORAL_NAMESPACE: optional(
    text,
    'namespace of the workflows; that of the profile otherwise, or else default',
  ),
  TEMPORAL_PROFILE: optional(text, 'profile of the Temporal configuration file that says how to connect'),
  TEMPORAL_CONFIG_FILE: optional(
    file,
    'Temporal configuration file; its profile default applies unless TEMPORAL_PROFILE names another',
  ),
  TEMPORAL_API_KEY: optional(
    headerText,
    'API key of Temporal; turns TLS on unless TEMPORAL_TLS is false',
    'secret',
  ),
  TEMPORAL_TLS: optional(
    temporalFlag,
    'whether Temporal is reached over TLS; any variable below turns it on too',
  ),
  TEMPORAL_TLS_CLIENT_CERT_PATH: optional(file, 'client certificate for Temporal: PEM file'),
  TEMPORAL_TLS_CLIENT_CERT_DATA: optional(text, 'client certificate for Temporal: PEM'),
  TEMPORAL_TLS_CLIENT_KEY_PATH: optional(file, 'private key of the client certificate: PEM file'),
  TEMPORAL_TLS_CLIENT_KEY_DATA: optional(text, 'private key of the client certificate: PEM', 'secret'),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: optional(file, 'authority of the certificate of Temporal: PEM file'),
  TEMPORAL_TLS_SERVER_CA_CERT_DATA: optional(text, 'authority of the certificate of Temporal: PEM'),
  TEMPORAL_TLS_SERVER_NAME: optional(
    text,
    'name in the certificate of Temporal, if it is not that of the address',
  ),
  TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: optional(verified, 'only false: certificates are always verified'),
  'TEMPORAL_GRPC_META_*': secretPrefix(
    headers,
    'header of each call to Temporal, its name in place of the *, with _ for each -',
  ),
  TEMPORAL_TASK_QUEUE: withDefault(text, 'prepaid-fulfilment', 'task queue of the workers'),
  WORKER_VERSIONING: withDefault(
    z.enum(['by-command', 'at-once', 'off'], 'one of by-command, at-once, off'),
    'by-command',
    'when a build of the workers gets tasks: by the command rollout, at once as npm start sets it, or off without builds',
  ),
  TEMPORAL_PORT: optional(port, 'port of the embedded Temporal; a free one otherwise'),
  TEMPORAL_UI_PORT: withDefault(port, '8233', 'port of the embedded Temporal UI'),
  TEMPORAL_UI_URL: optional(
    webAddress('http://127.0.0.1:8233'),
    'address of the Temporal UI in links; the embedded one otherwise',
  ),
  TEMPORAL_EXECUTABLE: optional(program, 'the temporal program to start'),
  TEMPORAL_TEST_SERVER_EXECUTABLE: optional(program, 'the time-skipping Temporal server for tests'),
  SERVER_CACHE_DIR: optional(
    folder,
    'folder of downloaded servers; in the cache folder of the user otherwise',
  ),

  BANK_ACCOUNTS: optional(
    bankAccounts,
    'JSON list of the accounts for bank transfers: currency, holder, bank, account, and bankCode (BIC or CNAPS) if there is one',
  ),
  FAKE_PAYMENT_URL: optional(webAddress('http://127.0.0.1:3001'), 'address of the fake payment provider'),
  FAKE_PAYMENT_PORT: optional(port, 'port of the fake payment provider; a free one otherwise'),
  FAKE_PAYMENT_EVENTS_URL: optional(
    webAddress('http://127.0.0.1:3000'),
    'where the fake payment provider sends its events',
  ),
  FAKE_PAYMENT_SECRET: optional(text, 'secret that signs the events of the fake payment provider', 'secret'),
  SEALING_SECRET: optional(
    text,
    'encrypts tokens of customers and signing secrets of platforms; npm start makes one',
    'secret',
  ),
  SEALING_SECRETS_RETIRED: optional(
    secrets,
    'earlier values of SEALING_SECRET, separated by spaces, until secrets reseal has run',
    'secret',
  ),
  EXPORT_SIGNING_KEY: optional(
    text,
    'secret from which the key that signs exports is derived; npm start makes one',
    'secret',
  ),
  EXPORT_SIGNING_KEYS_RETIRED: optional(
    secrets,
    'earlier values of EXPORT_SIGNING_KEY, separated by spaces, with which old exports are still verified',
    'secret',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    webAddress('http://127.0.0.1:4318'),
    'OpenTelemetry collector that gets traces, at /v1/traces; without it there are none',
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(
    completeAddress('http://127.0.0.1:4318/v1/traces'),
    'the same, as the complete address',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: optional(
    exportHeaders,
    'headers of each export of traces: name=value,… with percent-encoded values',
    'secret',
  ),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: optional(exportHeaders, 'the same; it goes first', 'secret'),
  OTEL_EXPORTER_OTLP_PROTOCOL: optional(text, 'only http/protobuf, if traces are exported'),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: optional(text, 'the same; it goes first'),
  OTEL_TRACES_EXPORTER: withDefault(text, 'otlp', 'any other value turns traces off'),
  OTEL_SDK_DISABLED: withDefault(text, 'false', 'true turns traces off'),
  OTEL_SERVICE_NAME: optional(
    text,
    'name of the process in traces; prepaid-fulfilment-api or prepaid-fulfilment-worker otherwise',
  ),
  OTEL_RESOURCE_ATTRIBUTES: optional(text, 'what else traces say of the process: name=value,…'),
  OTEL_TRACES_SAMPLER: withDefault(
    z.enum(samplers, `one of ${samplers.join(', ')}`),
    'parentbased_always_on',
    'which traces are exported; parentbased ones leave it to the caller that sends a traceparent',
  ),
  OTEL_TRACES_SAMPLER_ARG: withDefault(
    share,
    '1',
    'share of traces for the samplers of a ratio, from 0 to 1',
  ),
  OTEL_BSP_SCHEDULE_DELAY: withDefault(
    numberBetween(0, 3_600_000),
    '5000',
    'milliseconds that spans wait for others before they are exported',
  ),
  OTEL_BSP_EXPORT_TIMEOUT: withDefault(
    numberBetween(1, 3_600_000),
    '30000',
    'milliseconds after which an export no longer holds up the next',
  ),
  OTEL_BSP_MAX_QUEUE_SIZE: withDefault(
    numberBetween(1, 1_000_000),
    '2048',
    'spans that wait for their export at most; further ones are dropped',
  ),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: withDefault(
    numberBetween(1, 1_000_000),
    '512',
    'spans of one export at most',
  ),
  DEVELOPMENT_KEYS_FILE: optional(file, 'file of API keys for development, as npm start writes it'),
});

export type VariableName = keyof typeof ENVIRONMENT.shape;

/** Purpose and default of a variable, and whether its value may be shown. */
export function aboutVariable(name: VariableName): About {
  return about.get(ENVIRONMENT.shape[name]) ?? { purpose: '' };
}

export const VARIABLE_NAMES: readonly VariableName[] = ENVIRONMENT.keyof().options;

/** A variable that names a file with the value of a secret one. */
export type FileVariableName = `${VariableName}_FILE`;

/** `NAME_FILE` of a secret variable; undefined for every other. */
export function fileVariableOf(name: VariableName): FileVariableName | undefined {
  return aboutVariable(name).secret && !name.endsWith('*') ? `${name}_FILE` : undefined;
}

/** Every variable with its purpose and default, for people to read: those that name a file follow their secret. */
export function documentedVariables(): readonly (About & { readonly name: string })[] {
  return VARIABLE_NAMES.flatMap((name) => {
    const fileVariable = fileVariableOf(name);
    return [
      { name, ...aboutVariable(name) },
      ...(fileVariable === undefined ? [] : [{ name: fileVariable, purpose: `file that holds ${name}` }]),
    ];
  });
}
