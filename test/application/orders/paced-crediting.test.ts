/**
 * The crediting of an order of many services pauses between its slices, so that it does not take the servers from
 * others.
 */
import { createOrderActivities } from '../../../activities/orders.ts';
import {
  addOrganization,
  openAccount,
  orderOf,
  payOffline,
  readOrder,
} from '../../support/order-fixtures.ts';
import { applyCommand } from '../../support/order-steps.ts';
import { useFixture } from '../../support/use-fixture.ts';

const fixture = useFixture();

test('there is a pause after each slice but the last, and none for an order of a single one', async () => {
  const account = await openAccount(fixture);
  const { _id: organizationId } = await addOrganization(fixture, account);
  const slicesOf = async (lines: number) => {
    const pauses: number[] = [];
    const activities = createOrderActivities(fixture, (ms) => Promise.resolve(pauses.push(ms)));
    const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: 100, organizationId };
    const order = await orderOf(
      fixture,
      account,
      Array.from({ length: lines }, () => line),
    );
    await applyCommand(fixture, order, 'confirm');
    await payOffline(fixture, order);
    const { accountId, _id: orderId } = order;
    let { view } = await activities.startFulfilment({ orderId, accountId, sequence: 2 });
    while (view.step?.command === 'credit')
      ({ view } = await activities.creditLines({ orderId, accountId, sequence: view.sequence + 1 }));
    expect(await readOrder(fixture, order)).toMatchObject({ state: 'active' });
    return pauses;
  };
  const pauses = await slicesOf(11);
  expect(pauses).toHaveLength(2);
  expect(Math.min(...pauses)).toBeGreaterThan(0);
  expect(await slicesOf(5)).toEqual([]);
});
