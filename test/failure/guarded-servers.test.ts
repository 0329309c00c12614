/** The real processes over servers as they are in production: TLS, a user of few rights, certificates, a key that changes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createLogger } from '../../src/infra/logging.ts';
import { newId } from '../../src/infra/ids.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { noteTransactionLifetime } from '../../src/storage/transaction-lifetime.ts';
import { CertificateAuthority } from '../support/certificates.ts';
import { eventually } from '../support/eventually.ts';
import { guardedTemporal, type GuardedTemporal } from '../support/guarded-temporal.ts';
import { productPlace, RunningProduct } from '../support/running-product.ts';
import { securedMongodb, type SecuredMongodb } from '../support/secured-mongodb.ts';
import { freshDatabaseName, testServers } from '../support/servers.ts';
import { buy, openCustomer, untilState } from './customers.ts';

const START_MS = 150_000;
const PATIENCE_MS = 60_000;
const [FIRST_KEY, SECOND_KEY] = ['the-first-api-key-of-a-test', 'the-second-api-key-of-a-test'];
const SEALING_SECRET = 'a-sealing-secret-in-a-file';

const keys = new Set([FIRST_KEY]);
const database = freshDatabaseName();
let folder: string;
let clientKey: string;
let mongodb: SecuredMongodb;
let temporal: GuardedTemporal;
let product: RunningProduct;
/** What was started so far, to be stopped in the opposite order. */
const toEnd: (() => Promise<unknown>)[] = [];

function fileWith(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content, { mode: 0o600 });
  return file;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(testServers().folder, 'guarded-'));
  const authority = await CertificateAuthority.create();
  const client = await authority.certify({ hosts: ['client'] });
  clientKey = client.key;
  mongodb = await securedMongodb(folder, authority, database);
  toEnd.unshift(() => mongodb.stop());
  const guard = { authority, clientCertificates: true, keys };
  temporal = await guardedTemporal(testServers().temporalAddress, guard);
  toEnd.unshift(() => temporal.close());
  const place = await productPlace({
    MONGODB_URI_FILE: fileWith('uri', `${mongodb.uriOf('product')}\n`),
    MONGODB_DATABASE: database,
    MONGODB_MIN_POOL_SIZE: '2',
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_TASK_QUEUE: newId('cmd'),
    TEMPORAL_API_KEY_FILE: fileWith('api-key', `${FIRST_KEY}\n`),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: fileWith('ca.pem', authority.pem),
    TEMPORAL_TLS_CLIENT_CERT_PATH: fileWith('client.pem', client.cert),
    TEMPORAL_TLS_CLIENT_KEY_PATH: fileWith('client.key', client.key),
    SEALING_SECRET_FILE: fileWith('sealing', SEALING_SECRET),
  });
  product = await RunningProduct.start(place);
  toEnd.unshift(() => product.stop());
}, START_MS);
afterAll(async () => {
  for (const end of toEnd) await end();
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves when the kind of client has made a call with the key. */
async function untilUsed(client: 'grpc-node' | 'tonic', key: string): Promise<void> {
  await eventually(
    async () => {
      // It asks Temporal for the worker.
      await fetch(`${product.url}/readyz`);
      return temporal.keysOf(client).has(key);
    },
    (isUsed) => isUsed,
    PATIENCE_MS,
  );
}

test('an order goes through, also after the API key was replaced while the processes ran', async () => {
  const opened = await openDatabase({ uri: mongodb.uriOf('product'), database });
  try {
    const accountId = await openCustomer(product);
    await untilState(opened, await buy(product, accountId), 'active');

    keys.add(SECOND_KEY);
    fileWith('api-key', `${SECOND_KEY}\n`);
    await untilUsed('grpc-node', SECOND_KEY);
    // A worker without work waits up to a minute in the poll that it made with the earlier key.
    await untilState(opened, await buy(product, accountId), 'active');
    await untilUsed('tonic', SECOND_KEY);
    keys.delete(FIRST_KEY);
    await untilState(opened, await buy(product, accountId), 'active');
    expect(
      product
        .processes()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['api', 'fake-provider', 'worker']);
  } finally {
    await opened.close();
  }
});

test('no secret appears in logs, in what the product prints, or in the titles of its processes', () => {
  const logs = path.join(product.place.folder, 'data', 'logs');
  const written = [
    product.program.output(),
    ...readdirSync(logs).map((file) => readFileSync(path.join(logs, file), 'utf8')),
    ...product.processes().map(({ commandLine }) => commandLine),
  ].join('\n');
  expect(written).toContain('ready');
  const secrets = [
    FIRST_KEY,
    SECOND_KEY,
    SEALING_SECRET,
    ...Object.values(mongodb.passwords),
    clientKey.split('\n')[1]!,
  ];
  for (const secret of secrets) expect(written).not.toContain(secret);
});

test('a transaction lifetime above that of the runbook is logged with its command; a user who may not read it, without', async () => {
  const lines: string[] = [];
  const logger = createLogger({ logLevel: 'info' }, 'test', { write: (line) => void lines.push(line) });
  for (const user of ['root', 'product'] as const) {
    const opened = await openDatabase({ uri: mongodb.uriOf(user), database });
    await noteTransactionLifetime(opened, logger);
    await opened.close();
  }
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({
      level: 40,
      seconds: 60,
      command: 'db.adminCommand({ setParameter: 1, transactionLifetimeLimitSeconds: 10 })',
    }),
    expect.objectContaining({ level: 30, code: 'Unauthorized' }),
  ]);
});
