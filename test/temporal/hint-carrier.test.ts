/** Hints that a process carries itself, right after the commit that left them. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { ownerOf } from '../../src/domain/workflow-ids.ts';
import { SYSTEM, transact } from '../../src/storage/unit-of-work.ts';
import type { OrderDocument } from '../../src/storage/collections/order.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { HintCarrier } from '../../src/temporal/direct-delivery.ts';
import { Keepers } from '../../src/temporal/workflow-starter.ts';
import { eventually } from '../support/eventually.ts';
import { LiveWorld } from '../support/live-world.ts';
import { openAccount, orderOf, payOffline } from '../support/order-fixtures.ts';

let world: LiveWorld;
const carriers: HintCarrier[] = [];
beforeAll(async () => {
  world = await LiveWorld.open();
});
afterEach(async () => {
  await Promise.all(carriers.splice(0).map((carrier) => carrier.stop()));
});
afterAll(() => world.close());

const outboxOf = ({ accountId }: OrderDocument) =>
  world.shop.database.models.outbox.find({ accountId }).sort({ _id: 1 }).lean();

function carrying(client = world.client): HintCarrier {
  const { database } = world.shop;
  const keepers = new Keepers({ client, database, taskQueue: world.taskQueue });
  const carrier = new HintCarrier({ database, client, keepers });
  carriers.push(carrier);
  carrier.start();
  return carrier;
}

test('a payment reaches its order without any relay, and leaves no message behind', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  carrying();
  await payOffline(world.shop, order);
  expect(await world.until(order, 'active')).toMatchObject({ held: false });
  expect(
    await eventually(
      () => outboxOf(order),
      (rows) => rows.length === 0,
    ),
  ).toEqual([]);
});

test('what Temporal does not hear of is given to the relay, which carries it', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const nobody = lazyClient({ address: `127.0.0.1:${port}`, namespace: 'default' });
  carrying(nobody);
  await payOffline(world.shop, order);
  const [row] = await eventually(
    () => outboxOf(order),
    (rows) => rows.every(({ leasedBy }) => leasedBy === null),
  );
  expect(row).toMatchObject({ message: { type: 'keeper.poke' }, visibleAtMs: 0, attempts: 0 });
  await world.relay(order);
  await world.until(order, 'active');
  await nobody.connection.close();
});

test('a message of a process that died after its commit comes to the relay when its lease is over', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  const carrier = carrying();
  carrier.carry = () => undefined;
  await payOffline(world.shop, order);
  const [row] = await outboxOf(order);
  expect(row).toMatchObject({ leasedBy: carrier.name });
  expect(row!.visibleAtMs).toBeLessThanOrEqual(Date.now() + carrier.leaseMs);
  await world.relay(order);
  await world.until(order, 'active');
  expect(await outboxOf(order)).toEqual([]);
});

test('neither what a sandbox waits for, nor what is no hint, nor what comes to a full carrier is carried by it', async () => {
  const { database } = world.shop;
  const sandbox = await openAccount(world.shop, { sandboxNow: '2026-01-10T09:00:00.000Z' });
  const account = await openAccount(world.shop);
  const order = await orderOf(world.shop, account);
  const carrier = carrying();
  const owner = ownerOf('order', order._id);
  await transact(world.shop, SYSTEM, (unit) => {
    unit.tell(sandbox._id, { type: 'keeper.poke', owner, because: 'a test' });
    unit.tell(account._id, { type: 'payment.apply', eventId: 'none' });
    return Promise.resolve();
  });
  carrier.hasRoom = () => false;
  await transact(world.shop, SYSTEM, (unit) => {
    unit.tell(account._id, { type: 'keeper.poke', owner, because: 'a test' });
    return Promise.resolve();
  });
  const rows = await database.models.outbox
    .find({ accountId: { $in: [sandbox._id, account._id] }, 'message.type': { $ne: 'keeper.start' } })
    .lean();
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row).toMatchObject({ leasedBy: null, visibleAtMs: 0 });
  await database.models.outbox.deleteMany({});
});

test('an order that gets no command is started all the same, after the moment in which its first command often comes', async () => {
  const order = await orderOf(world.shop, await openAccount(world.shop));
  const [row] = await outboxOf(order);
  expect(row).toMatchObject({ message: { type: 'keeper.start' }, leasedBy: null });
  expect(row!.visibleAtMs - Date.now()).toBeLessThanOrEqual(1_000);
  world.services.relay.start();
  const runId = await eventually(
    async () => (await world.shop.database.models.orders.findById(order._id).orFail().lean()).workflowRunId,
    (noted) => noted !== null,
  );
  await world.services.relay.stop();
  expect((await world.handle(order).describe()).runId).toBe(runId);
});
