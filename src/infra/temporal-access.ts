/**
 * How Temporal is reached, as its standard variables and profiles say it. No file of a home folder has a say unless a variable
 * names a profile: a process is configured by its environment alone.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { loadClientConfigProfile, toClientOptions, type ClientConfigProfile } from '@temporalio/envconfig';
import { ENVIRONMENT, type VariableName } from './environment-variables.ts';
import { reasonOf } from './error-reason.ts';
import { readShortFile } from './read-short-file.ts';
import type { Environment, GivenVariables } from './read-variables.ts';

/** What a connection to Temporal needs. */
export interface TemporalAccess {
  readonly address: string;
  readonly namespace: string;
  /** Authority, name and client certificate as they were read at start; true for TLS without any. */
  readonly tls?: TemporalTls | undefined;
  readonly apiKey?: string | undefined;
  /** The file that holds the API key, which is read again while the process runs. */
  readonly apiKeyFile?: string | undefined;
  /** Headers of each call, by names in lower case. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

type TemporalTls = ReturnType<typeof toClientOptions>['connectionOptions']['tls'];

/** Without an address, Temporal is the embedded one. */
export type TemporalSettings = Omit<TemporalAccess, 'address'> & { readonly address: string | undefined };

type Source = NonNullable<NonNullable<ClientConfigProfile['tls']>['clientCert']>;

/** Settings of Temporal that cannot be used, each as a sentence. */
export class TemporalSettingsError extends Error {
  override readonly name = 'TemporalSettingsError';
}

const DEFAULT_NAMESPACE = 'default';
/** Where the library looks for the configuration file of the user. */
const HOME_VARIABLES = ['HOME', 'XDG_CONFIG_HOME', 'APPDATA'];

/** Throws `TemporalSettingsError` if profile, files and variables do not go together. */
export function temporalSettings(
  environment: Environment,
  { values, files }: GivenVariables,
): TemporalSettings {
  const profile = mergedProfile(environment, values);
  const { address, namespace = DEFAULT_NAMESPACE, apiKey, grpcMeta: metadata } = profile;
  check('TEMPORAL_ADDRESS', address);
  check('TEMPORAL_API_KEY', apiKey);
  check('TEMPORAL_GRPC_META_*', metadata);
  const { connectionOptions } = toClientOptions({
    ...profile,
    ...(profile.tls && { tls: tlsOf(profile.tls) }),
  });
  return {
    address,
    namespace,
    tls: connectionOptions.tls,
    apiKey,
    apiKeyFile: files.TEMPORAL_API_KEY?.file,
    metadata,
  };
}

/** The profile, if a variable names one, with the variables over it. */
function mergedProfile(environment: Environment, values: GivenVariables['values']): ClientConfigProfile {
  const { TEMPORAL_PROFILE: name, TEMPORAL_CONFIG_FILE: file, 'TEMPORAL_GRPC_META_*': metadata } = values;
  const standard = Object.entries(values).filter(([variable]) => variable.startsWith('TEMPORAL_'));
  const headers = typeof metadata === 'object' ? Object.entries(metadata) : [];
  const overrideEnvVars: Record<string, string> = Object.fromEntries(
    [
      ...HOME_VARIABLES.map((variable) => [variable, environment[variable]] as const),
      ...standard,
      ...headers.map(([header, value]) => [`TEMPORAL_GRPC_META_${header}`, value] as const),
    ].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const usesFile = name !== undefined || file !== undefined;
  const content = typeof file === 'string' ? readNamed('TEMPORAL_CONFIG_FILE', file) : undefined;
  try {
    return loadClientConfigProfile({
      disableFile: !usesFile,
      ...(content !== undefined && { configSource: { data: content } }),
      overrideEnvVars,
    });
  } catch (error) {
    throw new TemporalSettingsError(profileProblem(name, file, error));
  }
}

/** Errors of the TOML parser quote lines of the file, which may be secrets: of those only the place is told. */
function profileProblem(name: unknown, file: unknown, error: unknown): string {
  const what = [
    ...(name === undefined ? [] : [`TEMPORAL_PROFILE ${JSON.stringify(name)}`]),
    ...(file === undefined ? [] : [`TEMPORAL_CONFIG_FILE ${JSON.stringify(file)}`]),
  ];
  return `${what.length === 0 ? 'The variables of Temporal' : what.join(' of ')} cannot be used: ${reasonIn(error)}.`;
}

function reasonIn(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'line' in error && 'column' in error)
    return `it is not valid TOML at line ${String(error.line)}, column ${String(error.column)}`;
  // A file without profiles fails inside the library.
  return error instanceof TypeError ? 'it is not a configuration of Temporal' : reasonOf(error);
}

/** What a profile says is checked like a variable; variables were checked before. */
function check(name: VariableName, value: unknown): void {
  const parsed = ENVIRONMENT.shape[name].safeParse(value);
  if (parsed.success) return;
  const expected = parsed.error.issues[0]?.message ?? 'valid';
  throw new TemporalSettingsError(
    `What the profile says for ${name} cannot be used: it must be ${expected}.`,
  );
}

/** The same settings with the content of each file, checked to be what it should be. */
function tlsOf(tls: NonNullable<ClientConfigProfile['tls']>): NonNullable<ClientConfigProfile['tls']> {
  if (tls.disabled === true) return tls;
  const authority = pemOf('TEMPORAL_TLS_SERVER_CA_CERT', tls.serverCACert, (pem) => new X509Certificate(pem));
  const certificate = pemOf('TEMPORAL_TLS_CLIENT_CERT', tls.clientCert, (pem) => new X509Certificate(pem));
  const key = pemOf('TEMPORAL_TLS_CLIENT_KEY', tls.clientKey, (pem) => createPrivateKey(pem));
  if ((certificate === undefined) !== (key === undefined)) {
    const [there, missing] = certificate === undefined ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
    throw new TemporalSettingsError(
      `TEMPORAL_TLS_CLIENT_${there}_PATH (or _DATA) needs TEMPORAL_TLS_CLIENT_${missing}_PATH (or _DATA) beside it.`,
    );
  }
  if (certificate !== undefined && key !== undefined && !certificate.parsed.checkPrivateKey(key.parsed)) {
    throw new TemporalSettingsError(
      'TEMPORAL_TLS_CLIENT_CERT_PATH (or _DATA) is not the certificate of TEMPORAL_TLS_CLIENT_KEY_PATH (or _DATA).',
    );
  }
  return {
    ...(tls.serverName !== undefined && { serverName: tls.serverName }),
    ...(authority && { serverCACert: { data: authority.pem } }),
    ...(certificate && { clientCert: { data: certificate.pem } }),
    ...(key && { clientKey: { data: key.pem } }),
  };
}

function pemOf<T>(
  variable: string,
  source: Source | undefined,
  parse: (pem: string) => T,
): { readonly pem: string; readonly parsed: T } | undefined {
  if (source === undefined) return undefined;
  const isFile = 'path' in source;
  const pem = isFile ? readNamed(`${variable}_PATH`, source.path) : Buffer.from(source.data).toString('utf8');
  try {
    return { pem, parsed: parse(pem) };
  } catch {
    const where = isFile ? `${variable}_PATH ${JSON.stringify(source.path)}` : `${variable}_DATA`;
    const what = variable.endsWith('KEY') ? 'an unencrypted private key' : 'a certificate';
    throw new TemporalSettingsError(`${where} cannot be used: it must hold ${what} in PEM format.`);
  }
}

function readNamed(variable: string, file: string): string {
  try {
    return readShortFile(file);
  } catch (error) {
    throw new TemporalSettingsError(
      `${variable} ${JSON.stringify(file)} cannot be read: ${reasonOf(error)}.`,
    );
  }
}
