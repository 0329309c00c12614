/** MongoDB and Temporal are brought together, whichever of the two lost something. MongoDB is the truth. */
import { DAY_MS, MINUTE_MS, plusMs } from '../../src/domain/instant.ts';
import { workflowIdOf, type WorkflowId } from '../../src/domain/workflow-ids.ts';
import {
  noteInconsistencies,
  type ObservedInconsistency,
} from '../../src/application/reconciliation/inconsistencies.ts';
import { signalOverdueDeadlines, failingMessages } from '../../src/application/reconciliation/overdue.ts';
import { reconcileWorkflows } from '../../src/temporal/reconciliation/reconcile-workflows.ts';
import { retireRecords } from '../../src/application/reconciliation/retire-records.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { oneOfEach } from '../support/one-of-each.ts';
import { openAccount, payOffline, readOrder } from '../support/order-fixtures.ts';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

const handleOf = (workflowId: WorkflowId) => testSystem.client.workflow.getHandle(workflowId);
const statusOf = async (workflowId: WorkflowId) => (await handleOf(workflowId).describe()).status.name;
async function reconcile(signalAll = false) {
  const { client, fixture, services } = testSystem;
  const { workflowStarter } = services.gateway;
  return reconcileWorkflows({ client, database: fixture.database, workflowStarter }, { signalAll });
}
/** Temporal's lists are eventually consistent. */
const untilListed = (workflowId: WorkflowId, running: boolean) =>
  eventually(
    async () =>
      (await testSystem.client.workflow.count(`WorkflowId = '${workflowId}' AND ExecutionStatus = 'Running'`))
        .count,
    (count) => count === (running ? 1 : 0),
  );
/** Waits until reconciliation finds no inconsistency. */
const untilTogether = () =>
  eventually(
    async () => (await reconcile()).counts,
    ({ started, signalled, ended, failed }) => started + signalled + ended + failed === 0,
  );

test('of every kind of record, a lost workflow is started again, once', async () => {
  const workflowIds = await oneOfEach(testSystem);
  for (const workflowId of workflowIds) await untilListed(workflowId, true);
  await untilTogether();
  for (const workflowId of workflowIds) {
    await handleOf(workflowId).terminate('lost');
    await untilListed(workflowId, false);
  }
  expect((await reconcile()).counts).toMatchObject({ started: workflowIds.length, ended: 0, failed: 0 });
  for (const workflowId of workflowIds)
    expect([workflowId, await statusOf(workflowId)]).toEqual([workflowId, 'RUNNING']);
  for (const workflowId of workflowIds) await untilListed(workflowId, true);
  await untilTogether();
});

test('an order that was lost goes on from the record; one that is over is left alone', async () => {
  const account = await openAccount(testSystem.fixture);
  const lost = await testSystem.orderThatIs('confirmed', account);
  const over = await testSystem.orderThatIs('placed', account);
  await testSystem.command(over, 'cancel');
  await payOffline(testSystem.fixture, lost);
  await testSystem.fixture.database.models.outbox.deleteMany({ accountId: account._id });
  await testSystem.handle(lost).terminate('lost');
  await untilListed(workflowIdOf('order', lost._id), false);
  await untilListed(workflowIdOf('order', over._id), false);
  await reconcile();
  await testSystem.until(lost, 'active');
  expect(await statusOf(workflowIdOf('order', over._id))).toBe('COMPLETED');
});

test('of every kind, a workflow whose record is gone is ended with a reason', async () => {
  const workflowIds = await oneOfEach(testSystem);
  const { orders, episodes, deliveries, lots, deadlines } = testSystem.fixture.database.models;
  const ids = workflowIds.map((workflowId) => workflowId.slice(workflowId.indexOf(':') + 1));
  for (const workflowId of workflowIds) await untilListed(workflowId, true);
  const gone = { _id: { $in: ids } };
  await Promise.all([orders.deleteMany(gone), episodes.deleteMany(gone), deliveries.deleteMany(gone)]);
  await Promise.all([lots.deleteMany(gone), deadlines.deleteMany({ workflowId: { $in: workflowIds } })]);
  expect((await reconcile()).counts).toMatchObject({ ended: workflowIds.length, failed: 0 });
  for (const workflowId of workflowIds) {
    expect(await statusOf(workflowId)).toBe('TERMINATED');
    const { events } = await handleOf(workflowId).fetchHistory();
    expect(events?.at(-1)?.workflowExecutionTerminatedEventAttributes?.reason).toContain('no record');
  }
});

test('a workflow that shows another state than its record, or whose record is over, is signalled', async () => {
  const account = await openAccount(testSystem.fixture);
  const older = await testSystem.orderThatIs('confirmed', account);
  const over = await testSystem.orderThatIs('confirmed', account);
  const { orders } = testSystem.fixture.database.models;
  for (const { _id } of [older, over]) await untilListed(workflowIdOf('order', _id), true);
  await untilTogether();
  // As an older day would have left them, without a signal.
  await orders.updateOne({ _id: older._id }, { $set: { state: 'awaiting_confirmation' } });
  await orders.updateOne({ _id: over._id }, { $set: { state: 'cancelled' } });
  expect((await reconcile()).counts).toMatchObject({ signalled: 2, failed: 0 });
  await eventually(
    () => testSystem.view(older),
    (view) => view?.state === 'awaiting_confirmation',
  );
  await eventually(
    () => statusOf(workflowIdOf('order', over._id)),
    (status) => status === 'COMPLETED',
  );
  await testSystem.command(older, 'confirm');
  expect(await readOrder(testSystem.fixture, older)).toMatchObject({ state: 'awaiting_payment' });
});

test('workflows of another task queue are left alone', async () => {
  const other = await LiveTestSystem.open();
  const order = await other.orderThatIs('placed', await openAccount(other.fixture));
  await untilListed(workflowIdOf('order', order._id), true);
  await reconcile(true);
  expect(await statusOf(workflowIdOf('order', order._id))).toBe('RUNNING');
  await other.close();
});

describe('inconsistencies that a run finds', () => {
  const { now } = { now: () => testSystem.fixture.serverNow() };
  const later = (minutes: number) => ({
    database: testSystem.fixture.database,
    serverNow: () => plusMs(now(), minutes * MINUTE_MS),
  });
  const tasksOf = (accountId: string) => testSystem.fixture.database.models.tasks.find({ accountId }).lean();

  test('is a task once it has lasted for several runs and some minutes, and one only', async () => {
    const { _id: accountId } = await openAccount(testSystem.fixture);
    const seen: ObservedInconsistency = {
      kind: 'message',
      subject: newId('out'),
      accountId,
      workflowId: null,
      facts: { lastError: 'nobody there' },
    };
    expect(await noteInconsistencies(later(0), [seen])).toBe(0);
    expect(await noteInconsistencies(later(11), [seen])).toBe(0);
    expect(await noteInconsistencies(later(12), [seen])).toBe(1);
    expect(await noteInconsistencies(later(13), [seen])).toBe(0);
    const [task, ...more] = (await tasksOf(accountId)).filter(({ kind }) => kind === 'reconcile.difference');
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      role: 'operator',
      facts: { about: 'message', subject: seen.subject, lastError: 'nobody there' },
    });
  });

  test('is forgotten when a run sees it no more', async () => {
    const { _id: accountId } = await openAccount(testSystem.fixture);
    const seen: ObservedInconsistency = {
      kind: 'message',
      subject: newId('out'),
      accountId,
      workflowId: null,
      facts: {},
    };
    for (const minutes of [0, 5]) await noteInconsistencies(later(minutes), [seen]);
    await noteInconsistencies(later(6), []);
    for (const minutes of [11, 12]) expect(await noteInconsistencies(later(minutes), [seen])).toBe(0);
  });

  test('a deadline that has passed: its workflow is signalled and meets it, which is awaited', async () => {
    const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
    const { deadlines } = testSystem.fixture.database.models;
    const at = plusMs(now(), -5 * MINUTE_MS);
    await deadlines.updateOne({ _id: `payment.due:${order._id}` }, { $set: { at } });
    const { workflowStarter } = testSystem.services.gateway;
    const seen = await signalOverdueDeadlines(testSystem.fixture, workflowStarter, { patienceMs: 60_000 });
    expect(seen).toEqual([]);
    expect((await readOrder(testSystem.fixture, order)).state).toBe('payment_expired');
  });

  test('a deadline whose workflow is over stays an inconsistency; a sandbox is left to its clock', async () => {
    const account = await openAccount(testSystem.fixture);
    const order = await testSystem.orderThatIs('placed', account);
    await testSystem.command(order, 'cancel');
    const sandbox = await openAccount(testSystem.fixture, { sandboxNow: '2025-01-01T00:00:00.000Z' });
    const { deadlines } = testSystem.fixture.database.models;
    const passed = (accountId: string, isSandbox: boolean) => ({
      _id: `payment.due:${newId('ord')}`,
      kind: 'payment.due' as const,
      at: plusMs(now(), -5 * MINUTE_MS),
      accountId,
      sandbox: isSandbox,
      workflowId: `order:${order._id}`,
    });
    await deadlines.insertMany([passed(account._id, false), passed(sandbox._id, true)]);
    for (let run = 0; run < 2; run += 1) {
      const seen = await signalOverdueDeadlines(
        testSystem.fixture,
        testSystem.services.gateway.workflowStarter,
        { patienceMs: 1 },
      );
      const workflowId = `order:${order._id}`;
      expect(seen).toMatchObject([
        { kind: 'deadline', accountId: account._id, workflowId, facts: { workflowId } },
      ]);
    }
    await deadlines.deleteMany({ workflowId: `order:${order._id}` });
  });

  test('a message that failed several times, with what was said', async () => {
    const { _id: accountId } = await openAccount(testSystem.fixture);
    const { outbox } = testSystem.fixture.database.models;
    const row = (attempts: number) => ({
      _id: newId('out'),
      accountId,
      message: { type: 'refund.pay' as const, refundId: newId('ref') },
      createdAt: now(),
      visibleAtMs: Date.now() + DAY_MS,
      leasedBy: null,
      attempts,
      lastError: 'nobody there',
    });
    await outbox.insertMany([row(1), row(7)]);
    expect(await failingMessages(testSystem.fixture)).toMatchObject([
      {
        kind: 'message',
        accountId,
        facts: { attempts: 7, lastError: 'nobody there', message: { type: 'refund.pay' } },
      },
    ]);
    await outbox.deleteMany({ accountId });
  });
});

test('responses stored for repeats are removed after their days; what is under way and everything with a natural key stays', async () => {
  const { idempotency, clockAdvances, orders, notices } = testSystem.fixture.database.models;
  const counted = async () => [await orders.countDocuments(), await notices.countDocuments()];
  const before = await counted();
  const now = testSystem.fixture.serverNow();
  const [old, young] = [plusMs(now, -31 * DAY_MS), plusMs(now, -29 * DAY_MS)];
  const storedResponse = (name: string, createdAt: string, leasedUntilMs: number | null = null) => ({
    _id: `retired:${name}`,
    route: 'placeOrder',
    bodyHash: 'a',
    state: leasedUntilMs === null ? ('done' as const) : ('leased' as const),
    leasedUntilMs,
    response: leasedUntilMs === null ? { status: 200, body: {} } : null,
    createdAt,
  });
  await idempotency.insertMany([
    storedResponse('old', old),
    storedResponse('young', young),
    storedResponse('abandoned', old, Date.now() - DAY_MS),
    storedResponse('under way', old, Date.now() + DAY_MS),
  ]);
  const advance = (state: 'done' | 'failed' | 'running', createdAt: string) => ({
    _id: newId('adv'),
    accountId: newId('acc'),
    bodyHash: 'a',
    target: now,
    state,
    from: now,
    steps: 1,
    blockedBy: null,
    lastError: null,
    lostMs: {},
    leasedBy: null,
    leasedUntilMs: 0,
    createdAt,
    finishedAt: null,
  });
  await clockAdvances.insertMany([
    advance('done', old),
    advance('failed', old),
    advance('done', young),
    advance('running', old),
  ]);
  expect(await retireRecords(testSystem.fixture, { retentionDays: 30 })).toEqual({
    idempotency: 2,
    clockAdvances: 2,
    uploads: 0,
  });
  expect((await idempotency.find({ _id: /^retired:/ }).lean()).map(({ _id }) => _id).sort()).toEqual([
    'retired:under way',
    'retired:young',
  ]);
  expect(await clockAdvances.countDocuments()).toBe(2);
  expect(await counted()).toEqual(before);
});
