/** What goes wrong around an order and must not show in it: failing activities, lost answers, lost runs, odd messages. */
import { mongo } from 'mongoose';
import { ownerOf } from '../../src/domain/workflow-ids.ts';
import { createOrderActivities } from '../../activities/orders.ts';
import { OrderGateway } from '../../src/temporal/order-gateway.ts';
import { recordChanged } from '../../workflows/messages.ts';
import type { OrderDocument } from '../../src/storage/collections/order.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import { soundLedger } from '../support/ledger-checks.ts';
import { LiveWorld } from '../support/live-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import {
  lotsOf,
  openAccount,
  payOffline,
  readOrder,
  signAgreement,
  storyOf,
} from '../support/order-fixtures.ts';

const PLACED_AT = '2027-03-01T09:00:00.000Z';
const A_YEAR_LATER = '2028-03-02T00:00:00.000Z';

/** All that an order's whole life leaves, whatever happens around it. */
const WHOLE_STORY = [
  'order.placed',
  'order.agreement_satisfied',
  'order.confirmed',
  'payment.captured',
  'order.paid',
  'line.credited',
  'order.credited',
  'lot.reminded',
  'lot.reminded',
  'lot.reminded',
  'lot.expired',
  'order.lines_ended',
  'order.completed',
];

let world: LiveWorld;
beforeAll(async () => {
  world = await LiveWorld.open();
});
afterEach(() => {
  world.disturbance = null;
});
afterAll(() => world.close());

const typesOf = async (order: { _id: string }): Promise<string[]> =>
  (await storyOf(world.shop, order)).map(({ type }) => type);

interface Steps {
  readonly before: (order: OrderDocument) => Promise<void>;
}

/** An order lives its year in a sandbox; `before` runs ahead of each stage. Answers what the story says of it. */
async function wholeLife(
  at: OrderWorld,
  { before }: Steps = { before: () => Promise.resolve() },
): Promise<OrderDocument> {
  const account = await openAccount(at.shop, { sandboxNow: PLACED_AT, agreement: false });
  const order = await at.orderThatIs('placed', account);
  await before(order);
  await signAgreement(at.shop, account);
  await at.relay(order);
  await before(order);
  await at.command(order, 'confirm');
  await before(order);
  await payOffline(at.shop, order);
  await at.relay(order);
  await before(order);
  await at.advanceTo(account, '2028-02-20T00:00:00.000Z');
  await before(order);
  await at.advanceTo(account, A_YEAR_LATER);

  const story = (await storyOf(at.shop, order)).map(({ type }) => type);
  expect(story).toEqual(WHOLE_STORY);
  expect(await lotsOf(at.shop, order)).toHaveLength(1);
  await soundLedger(at.shop, account._id);
  return readOrder(at.shop, order);
}

test('every activity fails twice and then succeeds: the order lives its whole life, and nothing happens twice', async () => {
  const attempts = new Map<string, number>();
  world.disturbance = async (activity, run) => {
    const attempt = (attempts.get(activity) ?? 0) + 1;
    attempts.set(activity, attempt);
    if (attempt <= 2) throw new mongo.MongoNetworkError('connection 7 to 127.0.0.1:27017 closed');
    return run();
  };
  expect(await wholeLife(world)).toMatchObject({ state: 'completed' });
  expect([...attempts.values()].every((count) => count > 2)).toBe(true);
});

test('every transition is committed and its answer lost: the order lives its whole life, and nothing happens twice', async () => {
  const lost = new Set<string>();
  world.disturbance = async (activity, run) => {
    const result = await run();
    if (lost.has(activity)) return result;
    lost.add(activity);
    throw new mongo.MongoNetworkError('socket hang up');
  };
  expect(await wholeLife(world)).toMatchObject({ state: 'completed' });
  expect([...lost]).toEqual(expect.arrayContaining(['confirmOrder', 'startFulfilment', 'completeOrder']));
});

test('a run is terminated at every stage: the next message starts another from the record, and the story is the same', async () => {
  const runs = new Set<string>();
  const done = await wholeLife(world, {
    before: async (order) => {
      const handle = world.handle(order);
      runs.add((await handle.describe()).runId);
      await handle.terminate('lost');
    },
  });
  expect(done).toMatchObject({ state: 'completed' });
  expect(runs.size).toBe(5);
});

test('a run that is cancelled in the Temporal UI ends, and the order goes on by another', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  await world.handle(order).cancel();
  await expect(world.handle(order).result()).rejects.toThrow();
  expect(await readOrder(world.shop, order)).toMatchObject({ state: 'awaiting_payment' });
  await payOffline(world.shop, order);
  expect(await world.settled(order)).toMatchObject({ state: 'active' });
});

test('a worker that remembers no order, and replays each of their tasks, gives the same story', async () => {
  const forgetful = await LiveWorld.open({ maxCachedWorkflows: 0 });
  try {
    const [remembered, replayed] = [await wholeLife(world), await wholeLife(forgetful)];
    const comparable = ({ state, sequence, closedAt, creditedAt }: OrderDocument) => ({
      state,
      sequence,
      closedAt,
      creditedAt,
    });
    expect(comparable(replayed)).toEqual(comparable(remembered));
  } finally {
    await forgetful.close();
  }
});

test('while MongoDB is away a command has no verdict; it takes effect once when MongoDB is back, asked again or not', async () => {
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  const hurried = new OrderGateway({
    client: world.client,
    database: world.shop.database,
    taskQueue: world.taskQueue,
    patience: { verdictMs: 300, catchUpMs: 300 },
  });
  world.disturbance = () => Promise.reject(new mongo.MongoNetworkError('getaddrinfo ENOTFOUND mongodb'));
  const confirm = { by: 'key_tester', requestId: 'req_test', commandId: newId('cmd') };
  await expect(hurried.command(order._id, 'confirm', confirm)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(hurried.command(order._id, 'confirm', confirm)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(hurried.keepers.catchUp(ownerOf('order', order._id))).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await readOrder(world.shop, order)).toMatchObject({ state: 'awaiting_confirmation', sequence: 0 });

  world.disturbance = null;
  await world.until(order, 'awaiting_payment');
  await world.command(order, 'confirm', confirm);
  expect(await typesOf(order)).toEqual(['order.placed', 'order.confirmed']);
});

test('pokes that are repeated, come early, or come when all is over do no harm', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  const { gateway } = world.services;
  const poke = () => gateway.keepers.poke(ownerOf('order', order._id), 'nothing happened');
  await Promise.all([poke(), poke(), poke()]);
  await payOffline(world.shop, order);
  await Promise.all([poke(), world.relay(order), poke()]);
  await world.until(order, 'active');
  await poke();
  await world.settled(order);
  expect(await typesOf(order)).toEqual([
    'order.placed',
    'order.confirmed',
    'payment.captured',
    'order.paid',
    'line.credited',
    'order.credited',
  ]);
  expect(await lotsOf(world.shop, order)).toHaveLength(1);

  const over = await world.orderThatIs('placed', await openAccount(world.shop));
  await world.command(over, 'cancel');
  await world.handle(over).result();
  const { runId } = await world.handle(over).describe();
  await gateway.keepers.poke(ownerOf('order', over._id), 'too late');
  expect((await world.handle(over).describe()).runId).toBe(runId);
  expect(await typesOf(over)).toEqual(['order.placed', 'order.cancelled']);
});

test('a poke that arrives before the message that starts the order starts it', async () => {
  const account = await openAccount(world.shop);
  const order = await world.orderThatIs('placed', account);
  await world.handle(order).terminate('as if it had never been started');
  await world.services.gateway.keepers.poke(ownerOf('order', order._id), 'early');
  await world.services.gateway.keepers.start(ownerOf('order', order._id));
  await world.command(order, 'confirm');
  expect(await typesOf(order)).toEqual(['order.placed', 'order.confirmed']);
});

test('a second run that credits the order first costs nothing: one lot, and this run goes on from there', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  const other = createOrderActivities(world.shop);
  let conflicts = 0;
  world.disturbance = async (activity, run) => {
    const { _id: orderId, accountId } = order;
    if (activity === 'startFulfilment') await other.startFulfilment({ orderId, accountId, sequence: 2 });
    const result = await run();
    if (isConflict(result)) conflicts += 1;
    return result;
  };
  await payOffline(world.shop, order);
  await world.relay(order);
  await world.until(order, 'active');
  await world.handle(order).signal(recordChanged, 'looks again');
  await eventually(
    () => world.view(order),
    (view) => view?.state === 'active',
  );
  expect(conflicts).toBe(1);
  expect(await lotsOf(world.shop, order)).toHaveLength(1);
  expect(await readOrder(world.shop, order)).toMatchObject({ sequence: 3 });
  await soundLedger(world.shop, order.accountId);
});

function isConflict(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'conflict' in result && result.conflict === true;
}
