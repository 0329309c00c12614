/** The number of database operations for services does not depend on how many there are. */
import { refundOrder } from '../../../src/application/refunds/refund-order.ts';
import { updateService } from '../../../src/application/entitlements/services/update-service.ts';
import { transition } from '../../../src/application/orders/transition.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { newId } from '../../../src/infra/ids.ts';
import {
  addOrganization,
  openAccount,
  orderOf,
  payOffline,
  readOrder,
  TESTER,
} from '../../support/order-fixtures.ts';
import { deadlinesOf, applyCommand, processDeadline } from '../../support/order-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const START = '2026-01-10T09:00:00.000Z';
const { fixture, clock } = useHeldFixture(START);

/** An order of two lines that waits to be credited. */
async function paid(quantity: number): Promise<OrderDocument> {
  const account = await openAccount(fixture);
  const { _id: organizationId } = await addOrganization(fixture, account);
  const line = { sku: 'HW-DEV-MODELDEV-STD', quantity, organizationId };
  const order = await orderOf(fixture, account, [line, line]);
  await applyCommand(fixture, order, 'confirm');
  await payOffline(fixture, order);
  return applyCommand(fixture, order, 'start_fulfilment');
}

/** Starts a service of the first line. The test refunds services of the second one. */
async function startOne(order: OrderDocument): Promise<void> {
  const { services } = fixture.database.models;
  const { _id: serviceId } = await services
    .findOne({ lineId: order.lines[0]!.id, state: 'available' })
    .orFail()
    .lean();
  const { sequence } = await readOrder(fixture, order);
  await transition(
    fixture,
    {
      orderId: order._id,
      command: 'update_service',
      sequence: sequence + 1,
      about: serviceId,
      actor: TESTER,
    },
    (context) => updateService(context, { serviceId, command: 'start', by: TESTER.by }),
  );
}

/** Database operations during `work`, by operation and collection. Further batches of a cursor do not count. */
async function commandsOf(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const db = fixture.database.connection.getClient().db(fixture.database.connection.name);
  await db.dropCollection('system.profile').catch(() => undefined);
  await db.command({ profile: 2 });
  await work();
  await db.command({ profile: 0 });
  const profile = db.collection<{ ns: string; command?: Record<string, unknown>; op: string }>(
    'system.profile',
  );
  const seen = await profile.find({ op: { $ne: 'getmore' } }, { projection: { ns: 1, op: 1 } }).toArray();
  const counts: Record<string, number> = {};
  for (const { ns, op } of seen) {
    if (ns.endsWith('system.profile')) continue;
    const name = `${op} ${ns.slice(ns.indexOf('.') + 1)}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test('crediting, starting, refunding and lapsing 200 services takes the commands that 4 take', async () => {
  const trail = async (quantity: number) => {
    const order = await paid(quantity);
    const credited = await commandsOf(() => applyCommand(fixture, order, 'credit'));
    const started = await commandsOf(() => startOne(order));
    const { lines } = await readOrder(fixture, order);
    const refunded = await commandsOf(() =>
      runTransaction(fixture, TESTER, (unit) =>
        refundOrder(unit, {
          refundId: newId('ref'),
          orderId: order._id,
          reason: 'Too many',
          lines: [{ lineId: lines[1]!.id, quantity: Math.ceil(quantity / 2) }],
        }),
      ),
    );
    const lapse = (await deadlinesOf(fixture, order)).find(({ kind }) => kind === 'service.start_by')!;
    clock.stand = lapse.at;
    const lapsed = await commandsOf(() => processDeadline(fixture, order, lapse._id));
    clock.stand = START;
    return { credited, started, refunded, lapsed };
  };
  const few = await trail(2);
  expect(await trail(100)).toEqual(few);
  expect(Object.values(few).every((counts) => Object.keys(counts).length > 0)).toBe(true);
});
