/** What goes wrong around an order and must not show in it: failing activities, lost answers, lost runs, odd messages. */
import { mongo } from 'mongoose';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { createOrderActivities } from '../../activities/orders.ts';
import { OrderGateway } from '../../src/temporal/order-gateway.ts';
import { recordChanged } from '../../workflows/messages.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import { soundLedger } from '../support/ledger-checks.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import type { TestSystem } from '../support/order-test-system.ts';
import {
  lotsOf,
  openAccount,
  payOffline,
  readOrder,
  signAgreement,
  auditTrailOf,
} from '../support/order-fixtures.ts';
import { WHOLE_LIFE } from './whole-life.ts';

const PLACED_AT = '2027-03-01T09:00:00.000Z';
const A_YEAR_LATER = '2028-03-02T00:00:00.000Z';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterEach(() => {
  testSystem.disturbance = null;
});
afterAll(() => testSystem.close());

const typesOf = async (order: { _id: string }): Promise<string[]> =>
  (await auditTrailOf(testSystem.fixture, order)).map(({ type }) => type);

interface Steps {
  readonly before: (order: OrderDocument) => Promise<void>;
}

/** An order lives its year in a sandbox; `before` runs ahead of each stage. Answers what the audit says of it. */
async function wholeLife(
  at: TestSystem,
  { before }: Steps = { before: () => Promise.resolve() },
): Promise<OrderDocument> {
  const account = await openAccount(at.fixture, { sandboxNow: PLACED_AT, agreement: false });
  const order = await at.orderThatIs('placed', account);
  await before(order);
  await signAgreement(at.fixture, account);
  await at.relay(order);
  await before(order);
  await at.command(order, 'confirm');
  await before(order);
  await payOffline(at.fixture, order);
  await at.relay(order);
  await before(order);
  await at.advanceTo(account, '2028-02-20T00:00:00.000Z');
  await before(order);
  await at.advanceTo(account, A_YEAR_LATER);

  const audit = (await auditTrailOf(at.fixture, order)).map(({ type }) => type);
  expect(audit).toEqual(WHOLE_LIFE);
  expect(await lotsOf(at.fixture, order)).toHaveLength(1);
  await soundLedger(at.fixture, account._id);
  return readOrder(at.fixture, order);
}

test('every activity fails twice and then succeeds: the order lives its whole life, and nothing happens twice', async () => {
  const attempts = new Map<string, number>();
  testSystem.disturbance = async (activity, run) => {
    const attempt = (attempts.get(activity) ?? 0) + 1;
    attempts.set(activity, attempt);
    if (attempt <= 2) throw new mongo.MongoNetworkError('connection 7 to 127.0.0.1:27017 closed');
    return run();
  };
  expect(await wholeLife(testSystem)).toMatchObject({ state: 'completed' });
  expect([...attempts.values()].every((count) => count > 2)).toBe(true);
});

test('every transition is committed and its answer lost: the order lives its whole life, and nothing happens twice', async () => {
  const lost = new Set<string>();
  testSystem.disturbance = async (activity, run) => {
    const result = await run();
    if (lost.has(activity)) return result;
    lost.add(activity);
    throw new mongo.MongoNetworkError('socket hang up');
  };
  expect(await wholeLife(testSystem)).toMatchObject({ state: 'completed' });
  expect([...lost]).toEqual(expect.arrayContaining(['confirmOrder', 'startFulfilment', 'completeOrder']));
});

test('a run is terminated at every stage: the next message starts another from the record, and the audit is the same', async () => {
  const runs = new Set<string>();
  const done = await wholeLife(testSystem, {
    before: async (order) => {
      const handle = testSystem.handle(order);
      runs.add((await handle.describe()).runId);
      await handle.terminate('lost');
    },
  });
  expect(done).toMatchObject({ state: 'completed' });
  expect(runs.size).toBe(5);
});

test('a run that is cancelled in the Temporal UI ends, and the order goes on by another', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  await testSystem.handle(order).cancel();
  await expect(testSystem.handle(order).result()).rejects.toThrow();
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ state: 'awaiting_payment' });
  await payOffline(testSystem.fixture, order);
  expect(await testSystem.settled(order)).toMatchObject({ state: 'active' });
});

test('a worker that remembers no order, and replays each of their tasks, gives the same audit', async () => {
  const forgetful = await LiveTestSystem.open({ maxCachedWorkflows: 0 });
  try {
    const [remembered, replayed] = [await wholeLife(testSystem), await wholeLife(forgetful)];
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
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  const hurried = new OrderGateway({
    client: testSystem.client,
    database: testSystem.fixture.database,
    taskQueue: testSystem.taskQueue,
    timeouts: { verdictMs: 300, processDueMs: 300 },
  });
  testSystem.disturbance = () => Promise.reject(new mongo.MongoNetworkError('getaddrinfo ENOTFOUND mongodb'));
  const confirm = { by: 'key_tester', requestId: 'req_test', commandId: newId('cmd') };
  await expect(hurried.command(order._id, 'confirm', confirm)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(hurried.command(order._id, 'confirm', confirm)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(hurried.workflowStarter.processDue(workflowIdOf('order', order._id))).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'awaiting_confirmation',
    sequence: 0,
  });

  testSystem.disturbance = null;
  await testSystem.until(order, 'awaiting_payment');
  await testSystem.command(order, 'confirm', confirm);
  expect(await typesOf(order)).toEqual(['order.placed', 'order.confirmed']);
});

test('signals that are repeated, early, or late do no harm', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const { gateway } = testSystem.services;
  const notifyChanged = () =>
    gateway.workflowStarter.notifyChanged(workflowIdOf('order', order._id), 'nothing happened');
  await Promise.all([notifyChanged(), notifyChanged(), notifyChanged()]);
  await payOffline(testSystem.fixture, order);
  await Promise.all([notifyChanged(), testSystem.relay(order), notifyChanged()]);
  await testSystem.until(order, 'active');
  await notifyChanged();
  await testSystem.settled(order);
  expect(await typesOf(order)).toEqual([
    'order.placed',
    'order.confirmed',
    'payment.captured',
    'order.paid',
    'line.credited',
    'order.credited',
  ]);
  expect(await lotsOf(testSystem.fixture, order)).toHaveLength(1);

  const over = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  await testSystem.command(over, 'cancel');
  await testSystem.handle(over).result();
  const { runId } = await testSystem.handle(over).describe();
  await gateway.workflowStarter.notifyChanged(workflowIdOf('order', over._id), 'too late');
  expect((await testSystem.handle(over).describe()).runId).toBe(runId);
  expect(await typesOf(over)).toEqual(['order.placed', 'order.cancelled']);
});

test('a signal that arrives before the message that starts the order starts it', async () => {
  const account = await openAccount(testSystem.fixture);
  const order = await testSystem.orderThatIs('placed', account);
  await testSystem.handle(order).terminate('as if it had never been started');
  await testSystem.services.gateway.workflowStarter.notifyChanged(workflowIdOf('order', order._id), 'early');
  await testSystem.services.gateway.workflowStarter.start(workflowIdOf('order', order._id));
  await testSystem.command(order, 'confirm');
  expect(await typesOf(order)).toEqual(['order.placed', 'order.confirmed']);
});

test('a second run that credits the order first costs nothing: one lot, and this run goes on from there', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const other = createOrderActivities(testSystem.fixture);
  let conflicts = 0;
  testSystem.disturbance = async (activity, run) => {
    const { _id: orderId, accountId } = order;
    if (activity === 'startFulfilment') await other.startFulfilment({ orderId, accountId, sequence: 2 });
    const result = await run();
    if (isConflict(result)) conflicts += 1;
    return result;
  };
  await payOffline(testSystem.fixture, order);
  await testSystem.relay(order);
  await testSystem.until(order, 'active');
  await testSystem.handle(order).signal(recordChanged, 'looks again');
  await eventually(
    () => testSystem.view(order),
    (view) => view?.state === 'active',
  );
  expect(conflicts).toBe(1);
  expect(await lotsOf(testSystem.fixture, order)).toHaveLength(1);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ sequence: 3 });
  await soundLedger(testSystem.fixture, order.accountId);
});

function isConflict(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'conflict' in result && result.conflict === true;
}
