/** How the rest of the system reaches an order's workflow, whether it runs, has been lost, or nobody answers for it. */
import { ownerOf } from '../../src/domain/workflow-ids.ts';
import { OrderGateway } from '../../src/temporal/order-gateway.ts';
import type { OrderDocument } from '../../src/storage/collections/order.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';
import { newId } from '../../src/infra/ids.ts';
import { recordChanged } from '../../workflows/messages.ts';
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

/** The list of workflows comes a little after what it lists. */
const runsShownOf = (order: OrderDocument): Promise<string[]> =>
  eventually(
    () => runsOf(order),
    (runs) => runs.length > 0,
  );

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
  expect(await runsShownOf(order)).toHaveLength(1);
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

test('the first command starts the workflow of its order with itself; the relay that comes later finds it', async () => {
  const order = await orderOf(world.shop, await openAccount(world.shop));
  await world.command(order, 'confirm');
  expect(await readOrder(world.shop, order)).toMatchObject({ state: 'awaiting_payment', sequence: 1 });
  await world.relay(order);
  expect(await runsShownOf(order)).toHaveLength(1);
});

test('a command whose verdict is lost, since the server refuses the end of a run that just heard something, has one', async () => {
  const orders = await inParallel(Array.from({ length: 6 }), 3, async () =>
    world.orderThatIs('confirmed', await openAccount(world.shop)),
  );
  for (const order of orders) {
    const command = { isUnderWay: true };
    const answered = world.command(order, 'cancel').finally(() => {
      command.isUnderWay = false;
    });
    // Hints come in all the while, among them some as the run ends.
    while (command.isUnderWay) {
      await world
        .handle(order)
        .signal(recordChanged, 'nothing happened')
        .catch(() => undefined);
    }
    await answered;
    expect(await readOrder(world.shop, order)).toMatchObject({ state: 'cancelled', sequence: 2 });
    await world.handle(order).result();
  }
});

test('a command on an order that is over is refused by the rules and starts nothing', async () => {
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  await world.command(order, 'cancel');
  await world.handle(order).result();
  await expect(world.command(order, 'confirm')).rejects.toMatchObject({ code: 'illegal_transition' });
  expect(await runsOf(order)).toHaveLength(1);
  await expect(world.command({ _id: 'ord_unknown' }, 'confirm')).rejects.toMatchObject({ code: 'not_found' });
});

test('more commands at one moment than Temporal takes of an order succeed or are refused by the rules', async () => {
  const order = await orderOf(world.shop, await openAccount(world.shop));
  const { client, shop, taskQueue } = world;
  const unlimited = { inFlight: 20, waitingOfOrder: 0, waiting: 0, waitMs: 1 };
  // A try that took half of the patience is the last one: none may take so long, whatever else the machine does.
  const patience = { verdictMs: 600_000, catchUpMs: 600_000 };
  const gateways = [1, 2].map(
    () => new OrderGateway({ client, database: shop.database, taskQueue, limits: unlimited, patience }),
  );
  const given = gateways.flatMap((gateway) =>
    Array.from({ length: 20 }, () => gateway.command(order._id, 'confirm', command())),
  );
  const outcomes = await Promise.allSettled(given);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'illegal_transition' });
  }
}, 300_000);

test('more commands than may wait for an order are refused as too many, and change nothing', async () => {
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  const { client, shop, taskQueue } = world;
  const limits = { inFlight: 1, waitingOfOrder: 1, waiting: 9, waitMs: 60_000 };
  const narrow = new OrderGateway({ client, database: shop.database, taskQueue, limits });
  const outcomes = await Promise.allSettled([
    narrow.command(order._id, 'confirm', command()),
    narrow.command(order._id, 'confirm', command()),
    narrow.command(order._id, 'cancel', command()),
  ]);
  expect(outcomes).toMatchObject([
    { status: 'fulfilled' },
    { reason: { code: 'illegal_transition' } },
    { reason: { code: 'rate_limited', evidence: { orderId: order._id, waiting: 1 } } },
  ]);
  expect(await readOrder(world.shop, order)).toMatchObject({ state: 'awaiting_payment', sequence: 1 });
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
