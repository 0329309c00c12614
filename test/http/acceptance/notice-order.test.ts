/** Notices about one subject reach a platform in the order in which they happened, and hold up no others. */
import type { Notice } from '../../../src/contracts/notices.ts';
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { deliveryTo, PlatformClient } from '../../support/platform-client.ts';
import { ProductClient, SANDBOX_START, type Customer } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
let platforms: PlatformClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  platforms = await PlatformClient.open(client);
});
afterAll(async () => {
  await product.close();
  await platforms.close();
});

const INSPECTIONS = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };
const CASES = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };

/** A sandbox customer with 1,000 inspections, all of whose notices have arrived. */
async function customerWithInspections(): Promise<Customer> {
  platforms.business.behave = () => 204;
  const customer = await client.customer();
  await client.bought(customer.id, [INSPECTIONS]);
  await platforms.settled(customer.id);
  return customer;
}

interface Call {
  readonly type: string;
  readonly accepted: boolean;
  /** Whether it is about the pool of inspections. */
  readonly isOfPool: boolean;
}

/** The business platform rejects the pool's exhaustion this often. Returns all calls about the customer from now on. */
function rejectExhaustion({ id }: Customer, times: number): Call[] {
  const calls: Call[] = [];
  let left = times;
  platforms.business.behave = ({ type, data }) => {
    if (data['accountId'] !== id) return 204;
    const accepted = type !== 'pool.exhausted' || left-- <= 0;
    calls.push({ type, accepted, isOfPool: data['resource'] === 'inspection' });
    return accepted ? 204 : 503;
  };
  return calls;
}

/** Notices about the pool of inspections since its exhaustion, oldest first. */
async function ofPool({ id }: Customer): Promise<Notice[]> {
  const all = (await client.notices(id))
    .reverse()
    .filter(({ payload }) => payload['resource'] === 'inspection');
  return all.slice(all.findIndex(({ kind }) => kind === 'pool.exhausted'));
}

test('while one is retried, later ones about its subject wait unsent; others arrive at once', async () => {
  const customer = await customerWithInspections();
  const calls = rejectExhaustion(customer, 3);
  await client.use(customer, { resource: 'inspection', quantity: 1_010 });
  await client.bought(customer.id, [INSPECTIONS, CASES]);
  const [exhausted, ...later] = await ofPool(customer);
  expect(later.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['arrears.opened', 'lot.credited', 'arrears.cleared']),
  );
  await platforms.until(exhausted!.id, 'business', ({ attempts }) => attempts === 1);
  let before = deliveryTo(exhausted!, 'business').id;
  for (const { id } of later) {
    const held = await platforms.until(id, 'business', ({ heldBehind }) => heldBehind !== undefined);
    expect(held).toMatchObject({ state: 'pending', attempts: 0, heldBehind: before });
    before = held.id;
    await platforms.until(id, 'management', ({ state }) => state === 'delivered');
  }
  const others = (await client.notices(customer.id)).filter(
    ({ payload }) => payload['resource'] !== 'inspection',
  );
  for (const { id } of others) await platforms.until(id, 'business', ({ state }) => state === 'delivered');
  expect(calls.filter(({ isOfPool }) => isOfPool)).toMatchObject([
    { type: 'pool.low', accepted: true },
    { type: 'pool.exhausted', accepted: false },
  ]);

  calls.length = 0;
  await client.advance(customer.id, { by: 'PT10M' });
  await platforms.settled(customer.id);
  expect(calls).toMatchObject([
    { type: 'pool.exhausted', accepted: false },
    { type: 'pool.exhausted', accepted: false },
    ...[exhausted!, ...later].map(({ kind }) => ({ type: kind, accepted: true })),
  ]);
});

test('one that is given up after three days lets those after it through', async () => {
  const customer = await customerWithInspections();
  rejectExhaustion(customer, Infinity);
  await client.use(customer, { resource: 'inspection', quantity: 1_010 });
  await client.advance(customer.id, { by: 'P4D' });
  await platforms.settled(customer.id);
  const [exhausted, opened, suspended] = await ofPool(customer);
  expect(deliveryTo(exhausted!, 'business')).toMatchObject({ state: 'failed', attempts: 21 });
  for (const [notice, kind] of [
    [opened, 'arrears.opened'],
    [suspended, 'service.suspended'],
  ] as const) {
    expect(notice!.kind).toBe(kind);
    expect(deliveryTo(notice!, 'business')).toEqual({
      id: deliveryTo(notice!, 'business').id,
      platform: 'business',
      state: 'delivered',
      attempts: 1,
      deliveredAt: plusMs(SANDBOX_START, 3 * DAY_MS),
    });
  }
});

test('one that is sent again comes before later ones that are still pending', async () => {
  const customer = await customerWithInspections();
  const calls = rejectExhaustion(customer, Infinity);
  await client.use(customer, { resource: 'inspection', quantity: 1_010 });
  const [exhausted, opened] = await ofPool(customer);
  await platforms.until(exhausted!.id, 'business', ({ attempts }) => attempts === 1);
  await platforms.until(opened!.id, 'business', ({ heldBehind }) => heldBehind !== undefined);
  calls.length = 0;
  await platforms.resend(opened!.id);
  await platforms.until(opened!.id, 'business', ({ heldBehind }) => heldBehind !== undefined);
  expect(calls).toEqual([]);
  const accepted = rejectExhaustion(customer, 0);
  await platforms.resend(exhausted!.id);
  await platforms.settled(customer.id);
  expect(accepted.map(({ type }) => type)).toEqual(['pool.exhausted', 'arrears.opened']);
});
