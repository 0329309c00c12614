/** How the rest of the system reaches an order's workflow, whether it runs, has been lost, or nobody answers for it. */
import { ownerOf } from '../../src/domain/owners.ts';
import { OrderGateway } from '../../src/temporal/order-gateway.ts';
import type { OrderDocument } from '../../src/persistence/models/order.ts';
import { newId } from '../../src/platform/ids.ts';
import { eventually } from '../support/eventually.ts';
import { LiveWorld } from '../support/live-world.ts';
import { openAccount, orderOf, payOffline, readOrder } from '../support/order-fixtures.ts';

const PATIENCE = { verdictMs: 300, catchUpMs: 300 };

let world: LiveWorld;
let hurried: OrderGateway;
beforeAll(async () => {
  world = await LiveWorld.open();
  const { client, shop, taskQueue } = world;
  hurried = new OrderGateway({ client, database: shop.database, taskQueue, patience: PATIENCE });
});
afterAll(() => world.close());

const runsOf = async (order: OrderDocument): Promise<string[]> => {
  const runs: string[] = [];
  const query = `WorkflowId = 'order:${order._id}'`;
  for await (const { runId } of world.client.workflow.list({ query })) runs.push(runId);
  return runs;
};

const command = () => ({ by: 'key_tester', requestId: 'req_test', commandId: newId('cmd') });

test('an order is started once, however often and from however many sides', async () => {
  const order = await orderOf(world.shop, await openAccount(world.shop));
  const { gateway } = world.services;
  await Promise.all([
    gateway.keepers.start(ownerOf('order', order._id)),
    gateway.keepers.start(ownerOf('order', order._id)),
    hurried.keepers.start(ownerOf('order', order._id)),
  ]);
  await gateway.keepers.start(ownerOf('order', order._id));
  await world.relay(order);
  expect(
    await eventually(
      () => runsOf(order),
      (runs) => runs.length > 0,
    ),
  ).toHaveLength(1);
});

test('an order that is over is not started again, and one that does not exist neither', async () => {
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  await world.command(order, 'cancel');
  await world.handle(order).result();
  const { runId } = await world.handle(order).describe();
  const { gateway } = world.services;
  await gateway.keepers.start(ownerOf('order', order._id));
  await gateway.keepers.catchUp(ownerOf('order', order._id));
  await gateway.keepers.start(ownerOf('order', 'ord_unknown'));
  await gateway.keepers.poke(ownerOf('order', 'ord_unknown'), 'nothing');
  expect((await world.handle(order).describe()).runId).toBe(runId);
});

test('without a worker a command and a catch-up are answered as unavailable in bounded time; the order can still be placed', async () => {
  await world.stopWorker();
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  const confirm = command();
  await expect(hurried.command(order._id, 'confirm', confirm)).rejects.toMatchObject({
    code: 'unavailable',
    evidence: { service: 'Temporal' },
  });
  await expect(hurried.keepers.catchUp(ownerOf('order', order._id))).rejects.toMatchObject({
    code: 'unavailable',
  });
  await world.startWorker();
  await world.services.gateway.command(order._id, 'confirm', confirm);
  expect(await readOrder(world.shop, order)).toMatchObject({ state: 'awaiting_payment', sequence: 1 });
});

test('a command and a catch-up find an order whose workflow was lost, and start it from the record', async () => {
  const { gateway } = world.services;
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  await world.handle(order).terminate('lost');
  await world.command(order, 'confirm');
  await payOffline(world.shop, order);
  await world.handle(order).terminate('lost again');
  await gateway.keepers.catchUp(ownerOf('order', order._id));
  expect(await readOrder(world.shop, order)).toMatchObject({ state: 'active' });
});
