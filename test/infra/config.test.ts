import path from 'node:path';
import { ConfigurationError, loadConfig, loadServiceConfig } from '../../src/infra/config.ts';
import type { Environment } from '../../src/infra/config.ts';

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
