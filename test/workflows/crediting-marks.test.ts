/** An operator holds the crediting while its marks pass, looks after the tasks they open, and releases it. */
import { resolveTask } from '../../src/application/tasks/resolve-task.ts';
import { anniversaryEnd } from '../../src/domain/calendar.ts';
import { HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import type { TaskKind } from '../../src/domain/kinds.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import {
  lotsOf,
  openAccount,
  payOffline,
  readOrder,
  auditTrailOf,
  TESTER,
} from '../support/order-fixtures.ts';
import { SkippingTestSystem } from '../support/time-skipping.ts';

let testSystem: SkippingTestSystem;
beforeAll(async () => {
  testSystem = await SkippingTestSystem.open();
});
afterAll(() => testSystem.close());

async function heldOrder(): Promise<OrderDocument> {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  await testSystem.command(order, 'hold', { reason: 'the bank asks' });
  await payOffline(testSystem.fixture, order);
  return testSystem.settled(order);
}

const tasksOf = ({ _id }: OrderDocument) =>
  testSystem.fixture.database.models.tasks.find({ orderId: _id }).sort({ dueAt: 1 }).lean();

async function resolve(order: OrderDocument, kind: TaskKind): Promise<OrderDocument> {
  const task = (await tasksOf(order)).find((candidate) => candidate.kind === kind)!;
  await runTransaction(testSystem.fixture, TESTER, (unit) => resolveTask(unit, task, 'seen to'));
  return testSystem.settled(order);
}

const attentionOf = async (order: OrderDocument): Promise<unknown> => {
  const { typedSearchAttributes } = await testSystem.handle(order).describe();
  return typedSearchAttributes.get({ name: 'NeedsAttention', type: 'BOOL' });
};

test('a held order is warned of after 20 hours and breached after 24, needs attention until both are seen to, and is credited on release', async () => {
  const order = await heldOrder();
  expect(order).toMatchObject({ state: 'fulfilling', held: true, needsAttention: false });
  const { capturedAt } = order.payment!;
  const [warningAt, breachAt] = [plusMs(capturedAt, 20 * HOUR_MS), plusMs(capturedAt, 24 * HOUR_MS)];
  expect(await testSystem.view(order)).toMatchObject({
    nextDeadline: { kind: 'crediting.warning', at: warningAt },
  });

  await testSystem.skipTo(plusMs(warningAt, 1_000));
  const warned = await testSystem.settled(order);
  expect(warned).toMatchObject({ state: 'fulfilling', needsAttention: true });
  expect(await tasksOf(order)).toMatchObject([
    { kind: 'crediting.warning', role: 'operator', state: 'open', openedAt: warningAt },
  ]);

  await testSystem.skipTo(plusMs(breachAt, 1_000));
  await testSystem.settled(order);
  expect((await tasksOf(order)).map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
    ['crediting.warning', warningAt],
    ['crediting.breach', breachAt],
  ]);
  const { notices } = testSystem.fixture.database.models;
  expect(await notices.find({ accountId: order.accountId, kind: 'crediting.late' }).lean()).toMatchObject([
    { at: breachAt },
  ]);
  expect(await attentionOf(order)).toBe(true);

  expect(await resolve(order, 'crediting.warning')).toMatchObject({ needsAttention: true });
  expect(await resolve(order, 'crediting.breach')).toMatchObject({ needsAttention: false, held: true });
  expect(await attentionOf(order)).toBe(false);
  expect(await lotsOf(testSystem.fixture, order)).toEqual([]);

  await testSystem.skip(2 * HOUR_MS);
  await testSystem.command(order, 'release');
  const { creditedAt } = await testSystem.settled(order);
  const [lot, ...others] = await lotsOf(testSystem.fixture, order);
  expect(others).toEqual([]);
  expect(creditedAt! >= plusMs(breachAt, 2 * HOUR_MS)).toBe(true);
  const account = await testSystem.fixture.database.models.accounts.findById(order.accountId).orFail().lean();
  const end = anniversaryEnd(capturedAt, { years: 1, days: 1 }, account.timeZone);
  expect(lot).toMatchObject({ purchasedAt: capturedAt, ...end });

  expect((await auditTrailOf(testSystem.fixture, order)).map(({ type }) => type)).toEqual([
    'order.placed',
    'order.confirmed',
    'order.held',
    'payment.captured',
    'order.paid',
    'order.crediting_warned',
    'order.crediting_breached',
    'task.resolved',
    'task.resolved',
    'order.released',
    'line.credited',
    'order.credited',
  ]);
});

test('an order released between its marks is credited in time: no breach, and its lots end with their year', async () => {
  const order = await heldOrder();
  const { capturedAt } = order.payment!;
  await testSystem.skipTo(plusMs(capturedAt, 21 * HOUR_MS));
  await testSystem.command(order, 'release');
  expect(await testSystem.settled(order)).toMatchObject({ state: 'active', held: false });
  expect((await tasksOf(order)).map(({ kind }) => kind)).toEqual(['crediting.warning']);
  const [lot] = await lotsOf(testSystem.fixture, order);
  expect(lot!.expiresAt).toBe(anniversaryEnd(capturedAt, { years: 1 }, 'Asia/Singapore').expiresAt);
  const { deadlines } = testSystem.fixture.database.models;
  const kinds = (await deadlines.find({ orderId: order._id }).lean()).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['lot.expires', 'lot.reminder', 'lot.reminder', 'lot.reminder']);
});

test('an order that is held and released before it is paid is credited as soon as it is', async () => {
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  await testSystem.command(order, 'hold');
  await testSystem.command(order, 'confirm');
  await testSystem.command(order, 'release');
  await payOffline(testSystem.fixture, order);
  expect(await testSystem.settled(order)).toMatchObject({ state: 'active' });
  expect(await tasksOf(order)).toEqual([]);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ sequence: 5 });
});
