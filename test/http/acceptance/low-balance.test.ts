/** Notices of a pool that is low, exhausted or in arrears: three kinds, each sent once per cause (AMB-12). */
import { ProductClient, type Customer } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

const RESOURCE = 'inspection';
const LINE = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

async function customer(): Promise<Customer> {
  const opened = await client.customer();
  await client.bought(opened.id, [LINE]);
  return opened;
}
/** Posts a usage one minute later. */
async function use(of: Customer, quantity: number): Promise<void> {
  await client.advance(of.id, { by: 'PT1M' });
  await client.use(of, { resource: RESOURCE, quantity });
}
const setThresholds = (of: Customer, units: number[] | null) =>
  client.call('sales', `/v1/accounts/${of.id}/low-balance`, {
    method: 'PUT',
    body: { resource: RESOURCE, units },
  });
/** Oldest first. */
const signals = async (of: Customer) =>
  (await client.notices(of.id))
    .filter(({ kind }) => ['pool.low', 'pool.exhausted', 'arrears.opened'].includes(kind))
    .reverse()
    .map(({ kind, payload }) => [kind, payload['threshold'] ?? null, payload['available'] ?? null]);

test('a usage that reaches the threshold of the catalogue sends one notice, and another after a top-up', async () => {
  const hospital = await customer();
  await use(hospital, 799);
  expect(await signals(hospital)).toEqual([]);
  await use(hospital, 1);
  await use(hospital, 50);
  expect(await signals(hospital)).toEqual([['pool.low', 200, 200]]);
  await client.bought(hospital.id, [LINE]);
  await use(hospital, 1_000);
  expect(await signals(hospital)).toEqual([
    ['pool.low', 200, 200],
    ['pool.low', 200, 150],
  ]);
  const [{ deliveries } = { deliveries: [] }] = await client.notices(hospital.id, 'pool.low');
  expect(deliveries.map(({ platform }) => platform)).toEqual(['business', 'management']);
});

test('low, exhausted and arrears are three notices', async () => {
  const hospital = await customer();
  await use(hospital, 900);
  await use(hospital, 100);
  await use(hospital, 1);
  expect((await signals(hospital)).map(([kind]) => kind)).toEqual([
    'pool.low',
    'pool.exhausted',
    'arrears.opened',
  ]);
});

test('thresholds of the account replace those of the catalogue; a usage past several sends the lowest', async () => {
  const hospital = await customer();
  expect((await setThresholds(hospital, [900, 500, 100])).status).toBe(200);
  await use(hospital, 100);
  await use(hospital, 850);
  expect(await signals(hospital)).toEqual([
    ['pool.low', 900, 900],
    ['pool.low', 100, 50],
  ]);
  await setThresholds(hospital, []);
  await client.bought(hospital.id, [LINE]);
  await use(hospital, 1_000);
  expect(await signals(hospital)).toHaveLength(2);
});

test('an account goes back to the thresholds of the catalogue', async () => {
  const hospital = await customer();
  await setThresholds(hospital, []);
  const { status, body } = await setThresholds(hospital, null);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    items: expect.arrayContaining([{ resource: RESOURCE, units: [200], source: 'catalogue' }]) as unknown,
  });
  await use(hospital, 800);
  expect(await signals(hospital)).toEqual([['pool.low', 200, 200]]);
});

test('an expiry or a refund sends the same notice as a usage, with the rule and the suggested order', async () => {
  const hospital = await client.customer({ agreement: false });
  const agreement = await client.sign(hospital.id);
  const order = await client.bought(hospital.id, [LINE]);
  await client.grant(hospital.id, { units: 150, expiresOn: '2025-03-09' });
  await setThresholds(hospital, [1_100, 100]);
  await client.advance(hospital.id, { by: 'P4D' });
  expect(await signals(hospital)).toEqual([['pool.low', 1_100, 1_000]]);

  const refund = (quantity: number) =>
    client.call('operator', `/v1/orders/${order.id}/refunds`, {
      body: {
        lines: [{ lineId: order.lines[0]!.id, quantity }],
        reason: 'Closed',
        agreementId: agreement.id,
        clause: '7.2',
      },
    });
  expect((await refund(950)).status).toBe(201);
  expect((await refund(50)).status).toBe(201);
  expect(await signals(hospital)).toEqual([
    ['pool.low', 1_100, 1_000],
    ['pool.low', 100, 50],
    ['pool.exhausted', null, null],
  ]);
  for (const { payload } of await client.notices(hospital.id, 'pool.low')) {
    expect(payload).toMatchObject({ rule: 'R-INTL-52', buy: { sku: LINE.sku, quantity: 1_000 } });
  }
});
