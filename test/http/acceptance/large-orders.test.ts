/** The largest possible orders, 50 lines of 100 services, with concurrent usages of the same account. */
import type { Service } from '../../../src/contracts/services.ts';
import type { ServiceState } from '../../../src/domain/entitlements/service-states.ts';
import type { ServiceTally } from '../../../src/domain/orders/service-tally.ts';
import type { OrderState } from '../../../src/domain/orders/states.ts';
import { eventually } from '../../support/eventually.ts';
import { ProductClient, type Customer } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';
import { hasReached } from '../../support/reached.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const HUAWEI = { termsVersion: '2025-07-08' };
const UNITS = 100;
const PATIENCE_MS = 180_000;

const linesOf = ({ organizationId }: Customer, lines: number) =>
  Array.from({ length: lines }, () => ({ sku: 'HW-DEV-MODELDEV-STD', quantity: UNITS, organizationId }));

async function bought(customer: Customer, lines: number): Promise<string> {
  const { id } = await client.confirmed(customer.id, linesOf(customer, lines), HUAWEI);
  await client.pay(id);
  await until(id, 'active');
  return id;
}

function until(orderId: string, state: OrderState) {
  const { orders } = product.fixture.database.models;
  return eventually(() => orders.findById(orderId).orFail().lean(), hasReached(state), PATIENCE_MS);
}

/** The tallies of the order's lines. Checks each against a count of its services. */
async function talliesOf(orderId: string): Promise<ServiceTally['counts'][]> {
  const { orders, services } = product.fixture.database.models;
  const { lines } = await orders.findById(orderId).orFail().lean();
  const counted = await services.aggregate<{ _id: { lineId: string; state: ServiceState }; count: number }>([
    { $match: { orderId } },
    { $group: { _id: { lineId: '$lineId', state: '$state' }, count: { $sum: 1 } } },
  ]);
  return lines.map(({ id, services: tally }) => {
    const own = counted.filter(({ _id }) => _id.lineId === id);
    const counts = tally?.counts ?? {};
    expect(counts).toEqual(Object.fromEntries(own.map(({ _id, count }) => [_id.state, count])));
    return counts;
  });
}

const refund = (orderId: string, body: object = {}) =>
  client.call('operator', `/v1/orders/${orderId}/refunds`, { body: { reason: 'Too many', ...body } });

test('5,000 services are credited and refunded at once; no usage of the account is rejected meanwhile', async () => {
  const customer = await client.customer({ agreement: false });
  await client.grant(customer.id, { units: 100_000 });
  const statuses = new Set<number>();
  const over = new AbortController();
  const using = (async () => {
    while (!over.signal.aborted) {
      const { status } = await client.post(customer, { resource: 'inspection', quantity: 1 });
      statuses.add(status);
    }
  })();

  const orderId = await bought(customer, 50);
  expect(await talliesOf(orderId)).toEqual(Array(50).fill({ available: UNITS }));
  const { database } = product.fixture;
  const types = (await database.models.audit.find({ orderId }).sort({ _id: 1 }).lean()).map(
    ({ type }) => type,
  );
  expect(types.filter((type) => type === 'order.partly_credited')).toHaveLength(9);
  expect(types.filter((type) => type === 'line.credited')).toHaveLength(50);
  expect(types.filter((type) => type === 'order.credited')).toHaveLength(1);

  const { lines, total } = await client.order(orderId);
  const one = await refund(orderId, { lines: [{ lineId: lines[7]!.id, quantity: UNITS }] });
  expect(one).toMatchObject({ status: 201, body: { amount: lines[7]!.amount } });
  const rest = await refund(orderId);
  const left = total.amountMinor - lines[7]!.amount.amountMinor;
  expect(rest).toMatchObject({ status: 201, body: { amount: { ...total, amountMinor: left } } });
  await until(orderId, 'refunded');
  expect(await talliesOf(orderId)).toEqual(Array(50).fill({ refunded: UNITS }));
  expect(await database.models.deadlines.countDocuments({ accountId: customer.id, orderId })).toBe(0);
  expect(await database.models.tasks.countDocuments({ orderId, state: 'open' })).toBe(0);

  over.abort();
  await using;
  expect([...statuses]).toEqual([201]);
});

test('all services of an order lapse at their instant, in one transition, with one notice per line', async () => {
  const customer = await client.customer({ agreement: false });
  const orderId = await bought(customer, 5);
  await client.advance(customer.id, { by: 'P370D' });
  await until(orderId, 'completed');
  expect(await talliesOf(orderId)).toEqual(Array(5).fill({ lapsed: UNITS }));
  const { models } = product.fixture.database;
  const lapses = await models.audit.find({ orderId, type: 'service.lapsed' }).lean();
  const { lines } = await models.orders.findById(orderId).orFail().lean();
  expect(lapses.map(({ facts }) => facts['lineId']).sort()).toEqual(lines.map(({ id }) => id).sort());
  expect(new Set(lapses.map(({ recordedAt }) => recordedAt)).size).toBe(1);
  const notices = await models.notices.find({ accountId: customer.id, kind: 'service.lapsed' }).lean();
  expect(notices.map(({ payload }) => payload['count'])).toEqual(Array(5).fill(UNITS));
});

test('lists show the count of a line’s entitlements and orders their ids; no list grows with the services', async () => {
  const customer = await client.customer({ agreement: false });
  const orderId = await bought(customer, 2);
  const listed = await client.call('sales', `/v1/orders?accountId=${customer.id}&sandbox=true`);
  const items = listed.body['items'] as { lines: object[] }[];
  expect(items.map(({ lines }) => lines)).toMatchObject([
    [{ entitlementCount: UNITS }, { entitlementCount: UNITS }],
  ]);
  expect(listed.text).not.toContain('svc_');
  const { lines } = await client.order(orderId);
  const named = lines.flatMap(({ entitlements }) => entitlements.map(({ id }) => id)).sort();
  const path = `/v1/services?orderId=${orderId}&sandbox=true&limit=200`;
  const services = (await client.call('sales', path)).body['items'] as Service[];
  expect(services.map(({ id }) => id).sort()).toEqual(named);
});
