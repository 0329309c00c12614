/** An operator holds the crediting while its marks pass, looks after the tasks they open, and releases it. */
import { resolveTask } from '../../src/application/tasks/resolve-task.ts';
import { anniversaryEnd } from '../../src/domain/calendar.ts';
import { HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import type { TaskKind } from '../../src/domain/kinds.ts';
import type { OrderDocument } from '../../src/storage/collections/order.ts';
import { transact } from '../../src/storage/unit-of-work.ts';
import { lotsOf, openAccount, payOffline, readOrder, storyOf, TESTER } from '../support/order-fixtures.ts';
import { SkippingWorld } from '../support/time-skipping.ts';

let world: SkippingWorld;
beforeAll(async () => {
  world = await SkippingWorld.open();
});
afterAll(() => world.close());

async function heldOrder(): Promise<OrderDocument> {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  await world.command(order, 'hold', { reason: 'the bank asks' });
  await payOffline(world.shop, order);
  return world.settled(order);
}

const tasksOf = ({ _id }: OrderDocument) =>
  world.shop.database.models.tasks.find({ orderId: _id }).sort({ dueAt: 1 }).lean();

async function resolve(order: OrderDocument, kind: TaskKind): Promise<OrderDocument> {
  const task = (await tasksOf(order)).find((candidate) => candidate.kind === kind)!;
  await transact(world.shop, TESTER, (unit) => resolveTask(unit, task, 'seen to'));
  return world.settled(order);
}

const attentionOf = async (order: OrderDocument): Promise<unknown> => {
  const { typedSearchAttributes } = await world.handle(order).describe();
  return typedSearchAttributes.get({ name: 'NeedsAttention', type: 'BOOL' });
};

test('a held order is warned of after 20 hours and breached after 24, needs attention until both are seen to, and is credited on release', async () => {
  const order = await heldOrder();
  expect(order).toMatchObject({ state: 'fulfilling', held: true, needsAttention: false });
  const { capturedAt } = order.payment!;
  const [warningAt, breachAt] = [plusMs(capturedAt, 20 * HOUR_MS), plusMs(capturedAt, 24 * HOUR_MS)];
  expect(await world.view(order)).toMatchObject({
    nextDeadline: { kind: 'crediting.warning', at: warningAt },
  });

  await world.skipTo(plusMs(warningAt, 1_000));
  const warned = await world.settled(order);
  expect(warned).toMatchObject({ state: 'fulfilling', needsAttention: true });
  expect(await tasksOf(order)).toMatchObject([
    { kind: 'crediting.warning', role: 'operator', state: 'open', openedAt: warningAt },
  ]);

  await world.skipTo(plusMs(breachAt, 1_000));
  await world.settled(order);
  expect((await tasksOf(order)).map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
    ['crediting.warning', warningAt],
    ['crediting.breach', breachAt],
  ]);
  const { notices } = world.shop.database.models;
  expect(await notices.find({ accountId: order.accountId, kind: 'crediting.late' }).lean()).toMatchObject([
    { at: breachAt },
  ]);
  expect(await attentionOf(order)).toBe(true);

  expect(await resolve(order, 'crediting.warning')).toMatchObject({ needsAttention: true });
  expect(await resolve(order, 'crediting.breach')).toMatchObject({ needsAttention: false, held: true });
  expect(await attentionOf(order)).toBe(false);
  expect(await lotsOf(world.shop, order)).toEqual([]);

  await world.skip(2 * HOUR_MS);
  await world.command(order, 'release');
  const { creditedAt } = await world.settled(order);
  const [lot, ...others] = await lotsOf(world.shop, order);
  expect(others).toEqual([]);
  expect(creditedAt! >= plusMs(breachAt, 2 * HOUR_MS)).toBe(true);
  const account = await world.shop.database.models.accounts.findById(order.accountId).orFail().lean();
  const end = anniversaryEnd(capturedAt, { years: 1, days: 1 }, account.timeZone);
  expect(lot).toMatchObject({ purchasedAt: capturedAt, ...end });

  expect((await storyOf(world.shop, order)).map(({ type }) => type)).toEqual([
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
  await world.skipTo(plusMs(capturedAt, 21 * HOUR_MS));
  await world.command(order, 'release');
  expect(await world.settled(order)).toMatchObject({ state: 'active', held: false });
  expect((await tasksOf(order)).map(({ kind }) => kind)).toEqual(['crediting.warning']);
  const [lot] = await lotsOf(world.shop, order);
  expect(lot!.expiresAt).toBe(anniversaryEnd(capturedAt, { years: 1 }, 'Asia/Singapore').expiresAt);
  const { deadlines } = world.shop.database.models;
  const kinds = (await deadlines.find({ orderId: order._id }).lean()).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['lot.expires', 'lot.reminder', 'lot.reminder', 'lot.reminder']);
});

test('an order that is held and released before it is paid is credited as soon as it is', async () => {
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  await world.command(order, 'hold');
  await world.command(order, 'confirm');
  await world.command(order, 'release');
  await payOffline(world.shop, order);
  expect(await world.settled(order)).toMatchObject({ state: 'active' });
  expect(await tasksOf(order)).toEqual([]);
  expect(await readOrder(world.shop, order)).toMatchObject({ sequence: 5 });
});
