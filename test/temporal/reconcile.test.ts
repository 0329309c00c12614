/** MongoDB and Temporal are brought together, whichever of the two lost something. MongoDB is the truth. */
import { DAY_MS, MINUTE_MS, plusMs } from '../../src/domain/instant.ts';
import { ownerOf, type Owner } from '../../src/domain/workflow-ids.ts';
import { noteFindings, type Seen } from '../../src/application/reconciliation/inconsistencies.ts';
import { askAboutDeadlines, failingMessages } from '../../src/application/reconciliation/overdue.ts';
import { reconcileKeepers } from '../../src/temporal/reconciliation/reconcile-workflows.ts';
import { retireRecords } from '../../src/application/reconciliation/retire-records.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import { LiveWorld } from '../support/live-world.ts';
import { oneOfEach } from '../support/one-of-each.ts';
import { openAccount, payOffline, readOrder } from '../support/order-fixtures.ts';

let world: LiveWorld;
beforeAll(async () => {
  world = await LiveWorld.open();
});
afterAll(() => world.close());

const handleOf = (owner: Owner) => world.client.workflow.getHandle(owner);
const statusOf = async (owner: Owner) => (await handleOf(owner).describe()).status.name;
async function reconcile(tellAll = false) {
  const { client, shop, services } = world;
  const { keepers } = services.gateway;
  return reconcileKeepers({ client, database: shop.database, keepers }, { tellAll });
}
/** The server's lists come a little after what they list. */
const untilListed = (owner: Owner, running: boolean) =>
  eventually(
    async () =>
      (await world.client.workflow.count(`WorkflowId = '${owner}' AND ExecutionStatus = 'Running'`)).count,
    (count) => count === (running ? 1 : 0),
  );
/** Nothing of the world is amiss any more. */
const untilTogether = () =>
  eventually(
    async () => (await reconcile()).counts,
    ({ started, told, ended, failed }) => started + told + ended + failed === 0,
  );

test('of every kind of record, a lost workflow is started again, once', async () => {
  const owners = await oneOfEach(world);
  for (const owner of owners) await untilListed(owner, true);
  await untilTogether();
  for (const owner of owners) {
    await handleOf(owner).terminate('lost');
    await untilListed(owner, false);
  }
  expect((await reconcile()).counts).toMatchObject({ started: owners.length, ended: 0, failed: 0 });
  for (const owner of owners) expect([owner, await statusOf(owner)]).toEqual([owner, 'RUNNING']);
  for (const owner of owners) await untilListed(owner, true);
  await untilTogether();
});

test('an order that was lost goes on from the record; one that is over is left alone', async () => {
  const account = await openAccount(world.shop);
  const lost = await world.orderThatIs('confirmed', account);
  const over = await world.orderThatIs('placed', account);
  await world.command(over, 'cancel');
  await payOffline(world.shop, lost);
  await world.shop.database.models.outbox.deleteMany({ accountId: account._id });
  await world.handle(lost).terminate('lost');
  await untilListed(ownerOf('order', lost._id), false);
  await untilListed(ownerOf('order', over._id), false);
  await reconcile();
  await world.until(lost, 'active');
  expect(await statusOf(ownerOf('order', over._id))).toBe('COMPLETED');
});

test('of every kind, a workflow whose record is gone is ended with a reason', async () => {
  const owners = await oneOfEach(world);
  const { orders, episodes, deliveries, lots, deadlines } = world.shop.database.models;
  const ids = owners.map((owner) => owner.slice(owner.indexOf(':') + 1));
  for (const owner of owners) await untilListed(owner, true);
  const gone = { _id: { $in: ids } };
  await Promise.all([orders.deleteMany(gone), episodes.deleteMany(gone), deliveries.deleteMany(gone)]);
  await Promise.all([lots.deleteMany(gone), deadlines.deleteMany({ owner: { $in: owners } })]);
  expect((await reconcile()).counts).toMatchObject({ ended: owners.length, failed: 0 });
  for (const owner of owners) {
    expect(await statusOf(owner)).toBe('TERMINATED');
    const { events } = await handleOf(owner).fetchHistory();
    expect(events?.at(-1)?.workflowExecutionTerminatedEventAttributes?.reason).toContain('no record');
  }
});

test('a workflow that shows another state than its record, or whose record is over, is told to look', async () => {
  const account = await openAccount(world.shop);
  const older = await world.orderThatIs('confirmed', account);
  const over = await world.orderThatIs('confirmed', account);
  const { orders } = world.shop.database.models;
  for (const { _id } of [older, over]) await untilListed(ownerOf('order', _id), true);
  await untilTogether();
  // As an older day would have left them, without anybody being told.
  await orders.updateOne({ _id: older._id }, { $set: { state: 'awaiting_confirmation' } });
  await orders.updateOne({ _id: over._id }, { $set: { state: 'cancelled' } });
  expect((await reconcile()).counts).toMatchObject({ told: 2, failed: 0 });
  await eventually(
    () => world.view(older),
    (view) => view?.state === 'awaiting_confirmation',
  );
  await eventually(
    () => statusOf(ownerOf('order', over._id)),
    (status) => status === 'COMPLETED',
  );
  await world.command(older, 'confirm');
  expect(await readOrder(world.shop, older)).toMatchObject({ state: 'awaiting_payment' });
});

test('workflows of another task queue are left alone', async () => {
  const other = await LiveWorld.open();
  const order = await other.orderThatIs('placed', await openAccount(other.shop));
  await untilListed(ownerOf('order', order._id), true);
  await reconcile(true);
  expect(await statusOf(ownerOf('order', order._id))).toBe('RUNNING');
  await other.close();
});

describe('what a run finds amiss', () => {
  const { now } = { now: () => world.shop.serverNow() };
  const later = (minutes: number) => ({
    database: world.shop.database,
    serverNow: () => plusMs(now(), minutes * MINUTE_MS),
  });
  const tasksOf = (accountId: string) => world.shop.database.models.tasks.find({ accountId }).lean();

  test('is a task once it has lasted for several runs and some minutes, and one only', async () => {
    const { _id: accountId } = await openAccount(world.shop);
    const seen: Seen = {
      kind: 'message',
      subject: newId('out'),
      accountId,
      owner: null,
      facts: { lastError: 'nobody there' },
    };
    expect(await noteFindings(later(0), [seen])).toBe(0);
    expect(await noteFindings(later(11), [seen])).toBe(0);
    expect(await noteFindings(later(12), [seen])).toBe(1);
    expect(await noteFindings(later(13), [seen])).toBe(0);
    const [task, ...more] = (await tasksOf(accountId)).filter(({ kind }) => kind === 'reconcile.difference');
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      role: 'operator',
      facts: { about: 'message', subject: seen.subject, lastError: 'nobody there' },
    });
  });

  test('is forgotten when a run sees it no more', async () => {
    const { _id: accountId } = await openAccount(world.shop);
    const seen: Seen = { kind: 'message', subject: newId('out'), accountId, owner: null, facts: {} };
    for (const minutes of [0, 5]) await noteFindings(later(minutes), [seen]);
    await noteFindings(later(6), []);
    for (const minutes of [11, 12]) expect(await noteFindings(later(minutes), [seen])).toBe(0);
  });

  test('a deadline that has passed: its owner is asked, and meets it', async () => {
    const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
    const { deadlines } = world.shop.database.models;
    const at = plusMs(now(), -5 * MINUTE_MS);
    await deadlines.updateOne({ _id: `payment.due:${order._id}` }, { $set: { at } });
    const { keepers } = world.services.gateway;
    const seen = await askAboutDeadlines(world.shop, keepers);
    expect(seen).toMatchObject([
      { kind: 'deadline', accountId: order.accountId, owner: `order:${order._id}`, facts: { at } },
    ]);
    await world.until(order, 'payment_expired');
    expect(await askAboutDeadlines(world.shop, keepers)).toEqual([]);
  });

  test('a deadline whose owner is over stays a finding; a sandbox is left to its clock', async () => {
    const account = await openAccount(world.shop);
    const order = await world.orderThatIs('placed', account);
    await world.command(order, 'cancel');
    const sandbox = await openAccount(world.shop, { sandboxNow: '2025-01-01T00:00:00.000Z' });
    const { deadlines } = world.shop.database.models;
    const passed = (accountId: string, isSandbox: boolean) => ({
      _id: `payment.due:${newId('ord')}`,
      kind: 'payment.due' as const,
      at: plusMs(now(), -5 * MINUTE_MS),
      accountId,
      sandbox: isSandbox,
      owner: `order:${order._id}`,
    });
    await deadlines.insertMany([passed(account._id, false), passed(sandbox._id, true)]);
    for (let run = 0; run < 2; run += 1) {
      const seen = await askAboutDeadlines(world.shop, world.services.gateway.keepers);
      expect(seen.map(({ accountId }) => accountId)).toEqual([account._id]);
    }
    await deadlines.deleteMany({ owner: `order:${order._id}` });
  });

  test('a message that failed several times, with what was said', async () => {
    const { _id: accountId } = await openAccount(world.shop);
    const { outbox } = world.shop.database.models;
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
    expect(await failingMessages(world.shop)).toMatchObject([
      {
        kind: 'message',
        accountId,
        facts: { attempts: 7, lastError: 'nobody there', message: { type: 'refund.pay' } },
      },
    ]);
    await outbox.deleteMany({ accountId });
  });
});

test('answers kept for repeats go after their days; what is under way and everything with a natural key stays', async () => {
  const { idempotency, clockAdvances, orders, notices } = world.shop.database.models;
  const counted = async () => [await orders.countDocuments(), await notices.countDocuments()];
  const before = await counted();
  const now = world.shop.serverNow();
  const [old, young] = [plusMs(now, -31 * DAY_MS), plusMs(now, -29 * DAY_MS)];
  const kept = (name: string, createdAt: string, leasedUntilMs: number | null = null) => ({
    _id: `retired:${name}`,
    route: 'placeOrder',
    bodyHash: 'a',
    state: leasedUntilMs === null ? ('done' as const) : ('claimed' as const),
    leasedUntilMs,
    answer: leasedUntilMs === null ? { status: 200, body: {} } : null,
    createdAt,
  });
  await idempotency.insertMany([
    kept('old', old),
    kept('young', young),
    kept('abandoned', old, Date.now() - DAY_MS),
    kept('under way', old, Date.now() + DAY_MS),
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
  expect(await retireRecords(world.shop, { keepDays: 30 })).toEqual({
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
