/** How the rest of the system reaches an order's workflow, whether it runs, has been lost, or nobody answers for it. */
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { OrderGateway } from '../../src/temporal/order-gateway.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';
import { newId } from '../../src/infra/ids.ts';
import { recordChanged } from '../../workflows/messages.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, orderOf, payOffline, readOrder } from '../support/order-fixtures.ts';

const SHORT_TIMEOUTS = { verdictMs: 300, processDueMs: 300 };

let testSystem: LiveTestSystem;
let hurried: OrderGateway;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
  const { client, fixture, taskQueue } = testSystem;
  hurried = new OrderGateway({ client, database: fixture.database, taskQueue, timeouts: SHORT_TIMEOUTS });
});
afterAll(() => testSystem.close());

const runsOf = async (order: OrderDocument): Promise<string[]> => {
  const runs: string[] = [];
  const query = `WorkflowId = 'order:${order._id}'`;
  for await (const { runId } of testSystem.client.workflow.list({ query })) runs.push(runId);
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
  const order = await orderOf(testSystem.fixture, await openAccount(testSystem.fixture));
  const { gateway } = testSystem.services;
  await Promise.all([
    gateway.workflowStarter.start(workflowIdOf('order', order._id)),
    gateway.workflowStarter.start(workflowIdOf('order', order._id)),
    hurried.workflowStarter.start(workflowIdOf('order', order._id)),
  ]);
  await gateway.workflowStarter.start(workflowIdOf('order', order._id));
  await testSystem.relay(order);
  expect(await runsShownOf(order)).toHaveLength(1);
});

test('an order that is over is not started again, and one that does not exist neither', async () => {
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  await testSystem.command(order, 'cancel');
  await testSystem.handle(order).result();
  const { runId } = await testSystem.handle(order).describe();
  const { gateway } = testSystem.services;
  await gateway.workflowStarter.start(workflowIdOf('order', order._id));
  await gateway.workflowStarter.processDue(workflowIdOf('order', order._id));
  await gateway.workflowStarter.start(workflowIdOf('order', 'ord_unknown'));
  await gateway.workflowStarter.notifyChanged(workflowIdOf('order', 'ord_unknown'), 'nothing');
  expect((await testSystem.handle(order).describe()).runId).toBe(runId);
});

test('the first command starts the workflow of its order with itself; the relay that comes later finds it', async () => {
  const order = await orderOf(testSystem.fixture, await openAccount(testSystem.fixture));
  await testSystem.command(order, 'confirm');
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'awaiting_payment',
    sequence: 1,
  });
  await testSystem.relay(order);
  expect(await runsShownOf(order)).toHaveLength(1);
});

test('a command whose verdict is lost, since the server refuses the end of a run that just heard something, has one', async () => {
  const orders = await inParallel(Array.from({ length: 6 }), 3, async () =>
    testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture)),
  );
  for (const order of orders) {
    const command = { isUnderWay: true };
    const answered = testSystem.command(order, 'cancel').finally(() => {
      command.isUnderWay = false;
    });
    // Hints come in all the while, among them some as the run ends.
    while (command.isUnderWay) {
      await testSystem
        .handle(order)
        .signal(recordChanged, 'nothing happened')
        .catch(() => undefined);
    }
    await answered;
    expect(await readOrder(testSystem.fixture, order)).toMatchObject({ state: 'cancelled', sequence: 2 });
    await testSystem.handle(order).result();
  }
});

test('a command on an order that is over is refused by the rules and starts nothing', async () => {
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  await testSystem.command(order, 'cancel');
  await testSystem.handle(order).result();
  await expect(testSystem.command(order, 'confirm')).rejects.toMatchObject({ code: 'illegal_transition' });
  expect(await runsOf(order)).toHaveLength(1);
  await expect(testSystem.command({ _id: 'ord_unknown' }, 'confirm')).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('more commands at one moment than Temporal takes of an order succeed or are refused by the rules', async () => {
  const order = await orderOf(testSystem.fixture, await openAccount(testSystem.fixture));
  const { client, fixture, taskQueue } = testSystem;
  // Temporal takes ten updates of a workflow at a time. Three processes, each within its own limit, give twelve.
  const timeouts = { verdictMs: 600_000, processDueMs: 600_000 };
  const limits = { waitMs: 600_000 };
  const gateways = [1, 2, 3].map(
    () => new OrderGateway({ client, database: fixture.database, taskQueue, timeouts, limits }),
  );
  const given = gateways.flatMap((gateway) =>
    Array.from({ length: 12 }, () => gateway.command(order._id, 'confirm', command())),
  );
  const outcomes = await Promise.allSettled(given);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'illegal_transition' });
  }
});

test('more commands than may wait for an order are refused as too many, and change nothing', async () => {
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  const { client, fixture, taskQueue } = testSystem;
  const limits = { inFlight: 1, waitingOfOrder: 1, waiting: 9, waitMs: 60_000 };
  const narrow = new OrderGateway({ client, database: fixture.database, taskQueue, limits });
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
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'awaiting_payment',
    sequence: 1,
  });
});

test('a command waits 30 seconds at most, for its turn and for its verdict together', async () => {
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  const { client, fixture, taskQueue } = testSystem;
  const timeouts = { verdictMs: 29_900 };
  const full = new OrderGateway({
    ...{ client, database: fixture.database, taskQueue, timeouts },
    limits: { inFlight: 0 },
  });
  const { state, sequence } = await readOrder(fixture, order);
  await expect(full.command(order._id, 'confirm', command())).rejects.toMatchObject({
    key: 'command_waited',
    evidence: { orderId: order._id, seconds: 0.1 },
  });
  // Its workflow may have started meanwhile; nothing else has changed.
  expect(await readOrder(fixture, order)).toMatchObject({ state, sequence });
});

test('without a worker a command and a catch-up are answered as unavailable in bounded time; the order can still be placed', async () => {
  await testSystem.stopWorker();
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  const confirm = command();
  await expect(hurried.command(order._id, 'confirm', confirm)).rejects.toMatchObject({
    code: 'unavailable',
    evidence: { service: 'Temporal' },
  });
  await expect(hurried.workflowStarter.processDue(workflowIdOf('order', order._id))).rejects.toMatchObject({
    code: 'unavailable',
  });
  await testSystem.startWorker();
  await testSystem.services.gateway.command(order._id, 'confirm', confirm);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'awaiting_payment',
    sequence: 1,
  });
});

test('a command and a catch-up find an order whose workflow was lost, and start it from the record', async () => {
  const { gateway } = testSystem.services;
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  await testSystem.handle(order).terminate('lost');
  await testSystem.command(order, 'confirm');
  await payOffline(testSystem.fixture, order);
  await testSystem.handle(order).terminate('lost again');
  await gateway.workflowStarter.processDue(workflowIdOf('order', order._id));
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ state: 'active' });
});
