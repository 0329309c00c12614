import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigurationError, loadConfig, loadServiceConfig } from '../../src/infra/config.ts';
import type { Environment } from '../../src/infra/config.ts';
import { stackEnvironment } from '../../src/devstack/services-environment.ts';
import { fileVariableOf, VARIABLE_NAMES } from '../../src/infra/environment-variables.ts';
import { CertificateAuthority } from '../support/certificates.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

function problemsIn(environment: Environment): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  test.each([
    [{ PORT: '8080' }, 'http://127.0.0.1:8080'],
    [{ HOST: '0.0.0.0' }, 'http://127.0.0.1:3000'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
    [{ PUBLIC_URL: 'https://fulfilment.example.com/' }, 'https://fulfilment.example.com'],
  ])('reaches users at its own address unless PUBLIC_URL says otherwise: %o', (environment, url) => {
    expect(loadConfig(environment).http.publicUrl).toBe(url);
  });

  test('gives every default for an empty environment', () => {
    const config = loadConfig({});
    expect(config.http).toEqual({
      host: '127.0.0.1',
      port: 3000,
      commandSeconds: 5,
      drainSeconds: 5,
      rateLimitPerSecond: 100,
      trustedProxies: [],
      publicUrl: 'http://127.0.0.1:3000',
    });
    expect(config.mongodb).toMatchObject({ uri: undefined, database: 'prepaid_fulfilment', port: undefined });
    expect(config.temporal).toMatchObject({
      namespace: 'default',
      uiPort: 8233,
      uiUrl: 'http://127.0.0.1:8233',
    });
    expect(config.dataDir).toBe(path.resolve('.data'));
    expect(config.catalogueDir).toBe(path.resolve(import.meta.dirname, '../../src/catalogue'));
    expect(config.reconcileIntervalSeconds).toBe(600);
  });

  test('counts an empty variable as one that is not set', () => {
    expect(loadConfig({ PORT: '', MONGODB_URI: '' })).toMatchObject({
      http: { port: 3000 },
      mongodb: { uri: undefined },
    });
  });

  test('follows the port of the Temporal UI in links unless an address is given', () => {
    expect(loadConfig({ TEMPORAL_UI_PORT: '9000' }).temporal.uiUrl).toBe('http://127.0.0.1:9000');
    expect(loadConfig({ TEMPORAL_UI_URL: 'https://temporal.example/' }).temporal.uiUrl).toBe(
      'https://temporal.example',
    );
  });

  test('reports all mistakes together, each with its variable, value and what it should be', () => {
    expect(
      problemsIn({
        PORT: '70000',
        LOG_LEVEL: 'loud',
        TEMPORAL_ADDRESS: 'http://somewhere',
        RECONCILE_INTERVAL_SECONDS: '1.5',
        NOTICE_ALLOW_PRIVATE_ADDRESSES: 'yes',
      }),
    ).toEqual([
      'PORT is "70000": it must be a port number from 1 to 65535.',
      'LOG_LEVEL is "loud": it must be one of trace, debug, info, warn, error, fatal, silent.',
      'RECONCILE_INTERVAL_SECONDS is "1.5": it must be a whole number from 1 to 86400.',
      'NOTICE_ALLOW_PRIVATE_ADDRESSES is "yes": it must be true or false.',
      'TEMPORAL_ADDRESS is "http://somewhere": it must be a host and a port such as 127.0.0.1:7233.',
    ]);
  });

  test('reads the accounts for bank transfers', () => {
    const account = { currency: 'USD', holder: 'Example Ltd', bank: 'Example Bank', account: '12345678' };
    const read = (accounts: unknown) => loadConfig({ BANK_ACCOUNTS: JSON.stringify(accounts) });
    expect(loadConfig({}).payments.bankAccounts).toEqual([]);
    expect(read([account]).payments.bankAccounts).toEqual([account]);
    expect(read([{ ...account, bankCode: 'EXAMSGSG' }]).payments.bankAccounts[0]?.bankCode).toBe('EXAMSGSG');
  });

  test.each([
    'USD 12345678',
    '{}',
    '[{"currency":"USD"}]',
    '[{"currency":"Dollar","holder":"Example Ltd","bank":"Example Bank","account":"1"}]',
  ])('reports accounts for bank transfers that it cannot read: %s', (given) => {
    expect(problemsIn({ BANK_ACCOUNTS: given })).toEqual([
      `BANK_ACCOUNTS is ${JSON.stringify(given)}: it must be a JSON list such as [{"currency":"USD","holder":"Example Ltd","bank":"Example Bank","account":"12345678"}].`,
    ]);
  });

  test('never repeats a value that may carry a password', () => {
    const [problem] = problemsIn({ MONGODB_URI: 'mysql://root:hunter2@db' });
    expect(problem).toContain('MONGODB_URI cannot be read: it must be a MongoDB connection string');
    expect(problem).not.toContain('hunter2');
  });
});

describe('traces', () => {
  const ON = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };

  test.each([
    {},
    { OTEL_SERVICE_NAME: 'prepaid', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    { ...ON, OTEL_SDK_DISABLED: 'TRUE' },
    { ...ON, OTEL_TRACES_EXPORTER: 'none' },
  ])('are off: %o', (environment) => {
    expect(loadConfig(environment).traces).toBeNull();
  });

  test('go to the path for traces below the address of the collector, or to the complete address', () => {
    expect(loadConfig(ON).traces).toEqual({
      url: 'http://collector:4318/v1/traces',
      headers: {},
      sampler: 'parentbased_always_on',
      ratio: 1,
      batch: { delayMs: 5_000, timeoutMs: 30_000, maxQueued: 2_048, maxBatch: 512 },
    });
    const given = { ...ON, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://other.example/otlp/' };
    expect(loadConfig(given).traces?.url).toBe('https://other.example/otlp/');
  });

  test('have the headers of both variables, decoded, those for traces before the others', () => {
    const headers = {
      OTEL_EXPORTER_OTLP_HEADERS_FILE: fileWith(
        'headers',
        'authorization=Bearer%20token, x-team = a%3Db ,\n',
      ),
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'X-Team=c',
    };
    expect(loadConfig({ ...ON, ...headers }).traces?.headers).toEqual({
      authorization: 'Bearer token',
      'x-team': 'c',
    });
  });

  test.each(['hunter2', 'name=hunter2%', 'name=hunter2%0A', 'a b=hunter2'])(
    'are refused with headers that cannot be sent, which no message repeats: %s',
    (given) => {
      expect(problemsIn({ ...ON, OTEL_EXPORTER_OTLP_HEADERS: given })).toEqual([
        'OTEL_EXPORTER_OTLP_HEADERS cannot be read: it must be a list such as name=value,other=value with percent-encoded values.',
      ]);
    },
  );

  test('are refused with a protocol, a sampler or a share that the product does not have', () => {
    expect(problemsIn({ ...ON, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toEqual([
      'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc": it must be http/protobuf.',
    ]);
    expect(problemsIn({ OTEL_TRACES_SAMPLER: 'jaeger_remote', OTEL_TRACES_SAMPLER_ARG: '1.5' })).toEqual([
      'OTEL_TRACES_SAMPLER is "jaeger_remote": it must be one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio.',
      'OTEL_TRACES_SAMPLER_ARG is "1.5": it must be a number from 0 to 1.',
    ]);
  });
});

describe('a secret in a file', () => {
  test('can be given for every secret variable, and for no other', () => {
    const withFile = VARIABLE_NAMES.filter((name) => fileVariableOf(name) !== undefined);
    expect(withFile).toEqual([
      'MONGODB_URI',
      'TEMPORAL_API_KEY',
      'TEMPORAL_TLS_CLIENT_KEY_DATA',
      'FAKE_PAYMENT_SECRET',
      'SEALING_SECRET',
      'SEALING_SECRETS_RETIRED',
      'EXPORT_SIGNING_KEY',
      'EXPORT_SIGNING_KEYS_RETIRED',
      'OTEL_EXPORTER_OTLP_HEADERS',
      'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
    ]);
    const config = loadConfig({
      MONGODB_URI_FILE: fileWith('uri', 'mongodb://u:p@db/?replicaSet=rs0\n'),
      SEALING_SECRETS_RETIRED_FILE: fileWith('retired', ' one\ntwo\n'),
      TEMPORAL_API_KEY_FILE: fileWith('key', 'abc\n'),
      SEALING_SECRET_FILE: '',
    });
    expect(config.mongodb.uri).toBe('mongodb://u:p@db/?replicaSet=rs0');
    expect(config.retiredSealingSecrets).toEqual(['one', 'two']);
    expect(config.temporal).toMatchObject({ apiKey: 'abc', apiKeyFile: path.join(folder, 'key') });
    expect(config.sealingSecret).toBeUndefined();
  });

  test('counts as the variable where that is needed', () => {
    const uri = fileWith('needed', 'mongodb://db/?replicaSet=rs0');
    const config = loadServiceConfig({ MONGODB_URI_FILE: uri, TEMPORAL_ADDRESS: '127.0.0.1:2' });
    expect(config.mongodb.uri).toBe('mongodb://db/?replicaSet=rs0');
  });

  test('is reported without what it holds if it cannot be used', () => {
    mkdirSync(path.join(folder, 'sub'));
    const problems = problemsIn({
      MONGODB_URI: 'mongodb://db',
      MONGODB_URI_FILE: fileWith('both', 'hunter2'),
      FAKE_PAYMENT_SECRET_FILE: path.join(folder, 'nowhere'),
      SEALING_SECRET_FILE: path.join(folder, 'sub'),
      SEALING_SECRETS_RETIRED_FILE: fileWith('long', 'hunter2'.repeat(10_000)),
      EXPORT_SIGNING_KEY_FILE: fileWith('empty', ' \n'),
      TEMPORAL_API_KEY_FILE: fileWith('two-lines', 'hunter2\nhunter2'),
    });
    const quoted = (name: string) => JSON.stringify(path.join(folder, name));
    expect(problems).toEqual([
      'MONGODB_URI and MONGODB_URI_FILE are both set: leave one of them unset.',
      `TEMPORAL_API_KEY of TEMPORAL_API_KEY_FILE ${quoted('two-lines')} cannot be used: it must be at most 8192 printable ASCII characters without spaces.`,
      `FAKE_PAYMENT_SECRET_FILE ${quoted('nowhere')} cannot be read: ENOENT: no such file or directory, open '${path.join(folder, 'nowhere')}'.`,
      `SEALING_SECRET_FILE ${quoted('sub')} cannot be read: it is not a regular file.`,
      `SEALING_SECRETS_RETIRED_FILE ${quoted('long')} cannot be read: it is longer than 65536 bytes.`,
      `EXPORT_SIGNING_KEY_FILE ${quoted('empty')} cannot be read: it is empty.`,
    ]);
  });
});

test('the smallest pool of MongoDB is not above the largest', () => {
  const pools = (environment: Environment) => {
    const { maxPoolSize, minPoolSize } = loadConfig(environment).mongodb;
    return [minPoolSize, maxPoolSize];
  };
  expect(pools({})).toEqual([0, 50]);
  expect(pools({ MONGODB_MIN_POOL_SIZE: '5', MONGODB_MAX_POOL_SIZE: '5' })).toEqual([5, 5]);
  expect(problemsIn({ MONGODB_MIN_POOL_SIZE: '51' })).toEqual([
    'MONGODB_MIN_POOL_SIZE is 51: it must be at most MONGODB_MAX_POOL_SIZE, which is 50.',
  ]);
});

describe('the access to Temporal', () => {
  const address = 'temporal.internal:7233';

  test('is plain unless a key, a certificate or TEMPORAL_TLS asks for TLS', () => {
    const tls = (environment: Environment) =>
      loadConfig({ TEMPORAL_ADDRESS: address, ...environment }).temporal.tls;
    expect(tls({})).toBeUndefined();
    expect(tls({ TEMPORAL_API_KEY: 'abc' })).toBe(true);
    expect(tls({ TEMPORAL_TLS: '1' })).toEqual({});
    expect(tls({ TEMPORAL_TLS_SERVER_NAME: 'inner' })).toEqual({ serverNameOverride: 'inner' });
    expect(tls({ TEMPORAL_API_KEY: 'abc', TEMPORAL_TLS: 'false' })).toBe(false);
  });

  test('comes from a profile that a variable names, and variables go before it', () => {
    const file = fileWith(
      'temporal.toml',
      '[profile.default]\naddress = "one:7233"\n[profile.prod]\naddress = "two:7233"\nnamespace = "inner"\n' +
        'api_key = "abc"\n[profile.prod.grpc_meta]\nX-Team = "blue"\n',
    );
    expect(
      loadServiceConfig({ MONGODB_URI: 'mongodb://db', TEMPORAL_CONFIG_FILE: file }).temporal.address,
    ).toBe('one:7233');
    const named = { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'prod' };
    expect(loadConfig(named).temporal).toMatchObject({
      address: 'two:7233',
      namespace: 'inner',
      apiKey: 'abc',
      tls: true,
      metadata: { 'x-team': 'blue' },
    });
    expect(
      loadConfig({
        ...named,
        TEMPORAL_ADDRESS: address,
        TEMPORAL_NAMESPACE: 'other',
        TEMPORAL_GRPC_META_X_Other_Team: 'red',
      }).temporal,
    ).toMatchObject({ address, namespace: 'other', metadata: { 'x-team': 'blue', 'x-other-team': 'red' } });
  });

  test('ignores the configuration file of the home folder unless a profile is named', () => {
    const home = path.join(folder, 'home');
    mkdirSync(path.join(home, 'temporalio'), { recursive: true });
    writeFileSync(
      path.join(home, 'temporalio', 'temporal.toml'),
      '[profile.default]\naddress = "one:7233"\n',
    );
    const user = { XDG_CONFIG_HOME: home, APPDATA: home };
    expect(loadConfig(user).temporal.address).toBeUndefined();
    if (process.platform === 'linux')
      expect(loadConfig({ ...user, TEMPORAL_PROFILE: 'default' }).temporal.address).toBe('one:7233');
  });

  test('reports a profile that cannot be used, without what the file holds', () => {
    const broken = fileWith('broken.toml', '[profile.default]\napi_key = hunter2\n');
    const strange = fileWith('strange.toml', '[profile.default]\naddress = "http://x"\n');
    expect(problemsIn({ TEMPORAL_CONFIG_FILE: broken })).toEqual([
      `TEMPORAL_CONFIG_FILE ${JSON.stringify(broken)} cannot be used: it is not valid TOML at line 2, column 11.`,
    ]);
    const other = fileWith('other.toml', 'key = "hunter2"\n');
    expect(problemsIn({ TEMPORAL_CONFIG_FILE: other })).toEqual([
      `TEMPORAL_CONFIG_FILE ${JSON.stringify(other)} cannot be used: it is not a configuration of Temporal.`,
    ]);
    expect(problemsIn({ TEMPORAL_CONFIG_FILE: strange })).toEqual([
      'What the profile says for TEMPORAL_ADDRESS cannot be used: it must be a host and a port such as 127.0.0.1:7233.',
    ]);
    expect(problemsIn({ TEMPORAL_CONFIG_FILE: strange, TEMPORAL_PROFILE: 'prod' })).toEqual([
      `TEMPORAL_PROFILE "prod" of TEMPORAL_CONFIG_FILE ${JSON.stringify(strange)} cannot be used: Profile 'prod' not found in config data.`,
    ]);
  });

  test('takes certificates from files or variables, and refuses what does not fit together', async () => {
    const authority = await CertificateAuthority.create();
    const [one, other] = [
      await authority.certify({ hosts: ['x'] }),
      await authority.certify({ hosts: ['x'] }),
    ];
    const given = {
      TEMPORAL_ADDRESS: address,
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: fileWith('ca.pem', authority.pem),
      TEMPORAL_TLS_CLIENT_CERT_DATA: one.cert,
    };
    const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
    const key = fileWith('key.pem', one.key);
    const { tls } = loadConfig({ ...given, TEMPORAL_TLS_CLIENT_KEY_DATA_FILE: key }).temporal;
    if (typeof tls !== 'object' || tls === null) throw new Error('TLS is off');
    expect(text(tls.serverRootCACertificate)).toBe(authority.pem);
    expect(text(tls.clientCertPair?.crt)).toBe(one.cert);
    expect(text(tls.clientCertPair?.key).trim()).toBe(one.key.trim());

    expect(problemsIn(given)).toEqual([
      'TEMPORAL_TLS_CLIENT_CERT_PATH (or _DATA) needs TEMPORAL_TLS_CLIENT_KEY_PATH (or _DATA) beside it.',
    ]);
    expect(problemsIn({ ...given, TEMPORAL_TLS_CLIENT_KEY_DATA: other.key })).toEqual([
      'TEMPORAL_TLS_CLIENT_CERT_PATH (or _DATA) is not the certificate of TEMPORAL_TLS_CLIENT_KEY_PATH (or _DATA).',
    ]);
    const rubbish = fileWith('rubbish.pem', 'hunter2');
    expect(problemsIn({ ...given, TEMPORAL_TLS_CLIENT_KEY_PATH: rubbish })).toEqual([
      `TEMPORAL_TLS_CLIENT_KEY_PATH ${JSON.stringify(rubbish)} cannot be used: it must hold an unencrypted private key in PEM format.`,
    ]);
  });

  test('never skips the check of certificates', () => {
    expect(problemsIn({ TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' })[0]).toContain(
      'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION is "true": it must be false: certificates are always verified',
    );
  });
});

describe('the environment of a stack', () => {
  const elsewhere = {
    TEMPORAL_CONFIG_FILE: '/etc/temporal.toml',
    TEMPORAL_API_KEY: 'abc',
    TEMPORAL_API_KEY_FILE: '/key',
    TEMPORAL_TLS: 'true',
    TEMPORAL_TLS_CLIENT_CERT_PATH: '/cert',
    TEMPORAL_GRPC_META_X_TEAM: 'blue',
  };

  test('is free of what reaches another Temporal, unless an address or a profile names that one', () => {
    const own = { PORT: '3001', TEMPORAL_UI_PORT: '8234', TEMPORAL_NAMESPACE: 'inner' };
    expect(stackEnvironment({ ...own, ...elsewhere })).toEqual(own);
    for (const named of [{ TEMPORAL_ADDRESS: 'one:7233' }, { TEMPORAL_PROFILE: 'prod' }]) {
      expect(stackEnvironment({ ...own, ...elsewhere, ...named })).toEqual({
        ...own,
        ...elsewhere,
        ...named,
      });
    }
  });
});

describe('loadServiceConfig', () => {
  test('reports missing variables together with invalid ones', () => {
    expect(() => loadServiceConfig({ PORT: 'abc' })).toThrow(
      /PORT is "abc"[\s\S]*MONGODB_URI is not set[\s\S]*TEMPORAL_ADDRESS is not set/,
    );
  });

  test('names both addresses when neither is set', () => {
    expect(() => loadServiceConfig({})).toThrow(/MONGODB_URI is not set[\s\S]*TEMPORAL_ADDRESS is not set/);
  });

  test('gives both addresses as they were set', () => {
    const config = loadServiceConfig({
      MONGODB_URI: 'mongodb://127.0.0.1:1/?replicaSet=a',
      TEMPORAL_ADDRESS: '127.0.0.1:2',
    });
    expect([config.mongodb.uri, config.temporal.address]).toEqual([
      'mongodb://127.0.0.1:1/?replicaSet=a',
      '127.0.0.1:2',
    ]);
  });
});
