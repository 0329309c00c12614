/** Concurrent commands on one order: the rules decide all of them, and no technical limit fails any. */
import type { Answer } from '../pipeline/pipeline-server.ts';
import { ProductClient } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const HUAWEI = { termsVersion: '2025-07-08' };
const WORK = 'HW-DEV-MODELDEV-STD';
const statusesOf = (answers: readonly Answer[]): number[] => [
  ...new Set(answers.map(({ status }) => status)),
];

test('a hundred services of one order started at the same moment all start, each once', async () => {
  const { id: accountId, organizationId } = await client.customer({ agreement: false });
  const order = await client.bought(accountId, [{ sku: WORK, quantity: 100, organizationId }], HUAWEI);
  const ids = order.lines[0]!.entitlements.map(({ id }) => id);
  const answers = await Promise.all(
    ids.map((id) => client.call('delivery', `/v1/services/${id}/start`, { body: {} })),
  );
  expect(statusesOf(answers)).toEqual([200]);
  const { audit, services } = product.fixture.database.models;
  expect(await services.countDocuments({ orderId: order.id, state: 'in_delivery' })).toBe(100);
  const started = await audit.find({ orderId: order.id, type: 'service.started' }).lean();
  expect(new Set(started.map(({ facts }) => facts['serviceId'])).size).toBe(100);
  expect(started).toHaveLength(100);
}, 120_000);

test('twelve different commands on one order at the same moment succeed or are rejected by the rules', async () => {
  const { id: accountId } = await client.customer();
  const { id } = await client.place(accountId, [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }]);
  const give = (command: string, body: object) =>
    client.call('operator', `/v1/orders/${id}/${command}`, { body });
  const answers = await Promise.all(
    [1, 2, 3].flatMap(() => [
      give('confirm', {}),
      give('hold', { reason: 'is looked at' }),
      give('release', { note: 'was looked at' }),
      give('cancel', { reason: 'not wanted any more' }),
    ]),
  );
  for (const { status, body } of answers) {
    expect([200, 409]).toContain(status);
    if (status === 409) expect(body['code']).toBe('illegal_transition');
  }
  expect(await client.order(id)).toMatchObject({ state: 'cancelled' });
});

test('a command sent ten times at the same moment with one key has one effect, and all responses are equal', async () => {
  const { id: accountId } = await client.customer();
  const { id } = await client.place(accountId, [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }]);
  const headers = { 'idempotency-key': `confirm ${id}` };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => client.call('sales', `/v1/orders/${id}/confirm`, { body: {}, headers })),
  );
  expect(statusesOf(answers)).toEqual([200]);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
});
