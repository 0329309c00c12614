/** The product is stopped while callers on separate connections post one usage after another. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../../src/infra/ids.ts';
import { HttpConnection, requestText } from '../bench/http-connection.ts';
import { usagesOf } from '../support/journal.ts';
import { productPlace, RunningProduct, type ProductPlace } from '../support/running-product.ts';
import { buy, openCustomer, untilState } from './customers.ts';

const CALLERS = 64;

let place: ProductPlace;
const started: RunningProduct[] = [];
beforeAll(async () => {
  place = await productPlace();
});
afterAll(async () => {
  for (const product of started) await product.stop();
  place.remove();
});

async function start(): Promise<RunningProduct> {
  const product = await RunningProduct.start(place);
  started.push(product);
  return product;
}

const inDataDir = (...names: string[]): string =>
  readFileSync(path.join(place.folder, 'data', ...names), 'utf8');

/** Keys of usages with response 201, and of those whose connection ended without a byte of a response. */
interface Posted {
  readonly stored: string[];
  readonly unanswered: string[];
  readonly others: string[];
}

/** Posts one usage after another until the connection ends. */
async function postUntilTheEnd(port: number, body: string, key: string, posted: Posted): Promise<void> {
  const connection = await HttpConnection.open(port);
  for (;;) {
    const idempotencyKey = newId('key');
    const request = requestText({ method: 'POST', target: '/v1/usages', key, idempotencyKey, body });
    const answer = await connection.ask(request).catch(() => null);
    if (answer === null) {
      posted.unanswered.push(idempotencyKey);
      return;
    }
    if (answer.status === 201) posted.stored.push(idempotencyKey);
    else posted.others.push(`${answer.status} ${answer.body}`);
  }
}

test('64 callers get responses until their connection ends, and exactly the acknowledged usages are stored', async () => {
  const product = await start();
  const accountId = await openCustomer(product);
  const orderId = await buy(product, accountId);
  await untilState(await product.openDatabase(), orderId, 'active');
  const clinic = await product.insist('sales', `/v1/accounts/${accountId}/organizations`, { name: 'Clinic' });
  const organizationId = String(clinic.body['id']);
  const use = { accountId, organizationId, resource: 'inspection', quantity: 1 };
  const { platform: key } = JSON.parse(inDataDir('keys.json')) as { platform: string };

  const posted: Posted = { stored: [], unanswered: [], others: [] };
  const port = Number(place.environment['PORT']);
  const callers = Array.from({ length: CALLERS }, () =>
    postUntilTheEnd(port, JSON.stringify(use), key, posted),
  );
  while (posted.stored.length < 4 * CALLERS) await new Promise(setImmediate);
  await product.stop();
  await Promise.all(callers);

  // A client that gets `Connection: close` sends nothing more on that connection; here every caller gets it.
  expect(posted.unanswered).toHaveLength(CALLERS);
  expect(posted.others.filter((answer) => !answer.startsWith('402'))).toEqual([]);
  expect(inDataDir('logs', 'api.log')).toMatch(/"msg":"stopped"\}\n$/);
  for (const name of ['api', 'worker'])
    expect(inDataDir('logs', `${name}.log`)).not.toContain('a step of the shutdown failed');

  const again = await start();
  const there = await usagesOf(await again.openDatabase(), accountId);
  expect(there.map((usage) => usage.key).sort()).toEqual(posted.stored.sort());
});
