/** An order of many services leaves the servers to others between its slices. */
import { createOrderActivities } from '../../../activities/orders.ts';
import { systemClock } from '../../../src/infra/clock.ts';
import {
  addOrganization,
  closeShop,
  openAccount,
  openShop,
  orderOf,
  payOffline,
  readOrder,
  type Shop,
} from '../../support/order-fixtures.ts';
import { give } from './desk.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(systemClock);
});
afterAll(() => closeShop(shop));

test('there is a pause after each slice but the last, and none for an order of a single one', async () => {
  const account = await openAccount(shop);
  const { _id: organizationId } = await addOrganization(shop, account);
  const slicesOf = async (lines: number) => {
    const pauses: number[] = [];
    const activities = createOrderActivities(shop, (ms) => Promise.resolve(pauses.push(ms)));
    const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: 100, organizationId };
    const order = await orderOf(
      shop,
      account,
      Array.from({ length: lines }, () => line),
    );
    await give(shop, order, 'confirm');
    await payOffline(shop, order);
    const { accountId, _id: orderId } = order;
    let { view } = await activities.startFulfilment({ orderId, accountId, sequence: 2 });
    while (view.step?.command === 'credit')
      ({ view } = await activities.creditLines({ orderId, accountId, sequence: view.sequence + 1 }));
    expect(await readOrder(shop, order)).toMatchObject({ state: 'active' });
    return pauses;
  };
  const pauses = await slicesOf(11);
  expect(pauses).toHaveLength(2);
  expect(Math.min(...pauses)).toBeGreaterThan(0);
  expect(await slicesOf(5)).toEqual([]);
});
