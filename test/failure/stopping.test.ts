/** The product is started with `npm start`, stopped by a signal, and started again on its data. */
import { readdirSync } from 'node:fs';
import { stillRuns } from '../../src/devstack/running-process.ts';
import { productPlace, RunningProduct, type ProductPlace } from '../support/running-product.ts';
import { buy, expectBoughtOnce, openCustomer, untilState } from './customers.ts';

const IN_ORDER = ['worker', 'api', 'fake-provider', 'temporal', 'mongod'];
/** The promise of ten seconds is for an idle machine; this one may run other tests. */
const SECOND_START_MS = 60_000;

let first: ProductPlace;
let second: ProductPlace;
beforeAll(async () => {
  first = await productPlace();
  second = await productPlace();
});
afterAll(async () => {
  for (const product of started) await product.stop();
  first.remove();
  second.remove();
});

const started: RunningProduct[] = [];
async function npmStart(place: ProductPlace): Promise<RunningProduct> {
  const product = await RunningProduct.start(place, 'npm');
  started.push(product);
  return product;
}

/** Stops the product. Asserts the order of the shutdown and that no process is left. */
async function expectToStop(
  product: RunningProduct,
  signal: NodeJS.Signals,
  whom: 'process' | 'group',
): Promise<void> {
  const processes = product.processes();
  expect(processes.map(({ name }) => name).sort()).toEqual([...IN_ORDER].sort());
  expect(await product.stop(signal, whom)).toEqual(IN_ORDER);
  expect(processes.filter(stillRuns)).toEqual([]);
  expect(readdirSync(product.runFolder)).toEqual([]);
}

test('npm start preserves its data over a stop, and a second start on them is refused', async () => {
  const one = await npmStart(first);
  const accountId = await openCustomer(one);
  const orderId = await buy(one, accountId);
  await untilState(await one.openDatabase(), orderId, 'active');
  await expectToStop(one, 'SIGTERM', 'process');
  expect(one.program.output()).toContain('Stopped.');

  const begun = performance.now();
  const again = await npmStart(first);
  expect(performance.now() - begun).toBeLessThan(SECOND_START_MS);
  const other = await npmStart(second);

  expect((await again.call('sales', `/v1/orders/${orderId}`)).body).toMatchObject({
    id: orderId,
    state: 'active',
  });
  expect((await other.call('sales', `/v1/orders/${orderId}`)).status).toBe(404);
  await expectBoughtOnce(again, orderId);
  await untilState(await again.openDatabase(), await buy(again, accountId), 'active');

  await expectToStop(again, 'SIGTERM', 'group');
  // The first one is not affected.
  await untilState(await other.openDatabase(), await buy(other, await openCustomer(other)), 'active');
  await expectToStop(other, 'SIGINT', 'group');
});
