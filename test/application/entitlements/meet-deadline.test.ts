import { DAY_MS, HOUR_MS, plusMs } from '../../../src/domain/instant.ts';
import type { NoticeKind } from '../../../src/domain/kinds.ts';
import type { NoticeDocument } from '../../../src/storage/collections/notices.ts';
import type { TaskDocument } from '../../../src/storage/collections/tasks.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { lotsOf, auditTrailOf } from '../../support/order-fixtures.ts';
import { deadlinesOf, applyCommand, processDeadline, orderAfter } from '../../support/order-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const START = '2026-01-10T09:00:00.000Z';
const LATE_MS = 5 * HOUR_MS;
const { fixture, clock } = useHeldFixture(START);

const tasksOf = (order: { _id: string }): Promise<TaskDocument[]> =>
  fixture.database.models.tasks.find({ orderId: order._id }).lean();
const noticesOf = (accountId: string, kind: NoticeKind): Promise<NoticeDocument[]> =>
  fixture.database.models.notices.find({ accountId, kind }).sort({ at: 1 }).lean();

it('the crediting deadlines open a task each, as of their own instants, however late they are processed', async () => {
  const order = await orderAfter(fixture, 'start_fulfilment');
  const marks = await deadlinesOf(fixture, order);
  expect(marks.map(({ kind, at }) => [kind, at])).toEqual([
    ['crediting.warning', plusMs(START, 20 * HOUR_MS)],
    ['crediting.breach', plusMs(START, 24 * HOUR_MS)],
  ]);
  clock.stand = plusMs(START, 24 * HOUR_MS + LATE_MS);
  for (const { _id } of marks) await processDeadline(fixture, order, _id);
  expect(await deadlinesOf(fixture, order)).toEqual([]);
  for (const { kind, at } of marks) {
    expect((await tasksOf(order)).filter((task) => task.kind === kind)).toMatchObject([
      { openedAt: at, dueAt: at },
    ]);
  }
  const trail = (await auditTrailOf(fixture, order)).slice(-2);
  expect(trail.map(({ type, at, recordedAt }) => [type, at, recordedAt])).toEqual([
    ['order.crediting_warned', marks[0]!.at, clock.now()],
    ['order.crediting_breached', marks[1]!.at, clock.now()],
  ]);
  expect(await noticesOf(order.accountId, 'crediting.late')).toMatchObject([{ at: marks[1]!.at }]);
});

it('a deadline is not met a millisecond before its instant, and is met at it', async () => {
  const order = await orderAfter(fixture, 'start_fulfilment');
  const [warning] = await deadlinesOf(fixture, order);
  clock.stand = plusMs(warning!.at, -1);
  await processDeadline(fixture, order, warning!._id);
  expect(await tasksOf(order)).toEqual([]);
  expect(await deadlinesOf(fixture, order)).toHaveLength(2);
  clock.stand = warning!.at;
  await processDeadline(fixture, order, warning!._id);
  expect(await tasksOf(order)).toMatchObject([{ kind: 'crediting.warning' }]);
  expect(await deadlinesOf(fixture, order)).toHaveLength(1);
});

it('a missing deadline is audited and changes nothing', async () => {
  const order = await orderAfter(fixture, 'credit');
  await processDeadline(fixture, order, `crediting.breach:${order._id}`);
  expect((await auditTrailOf(fixture, order)).at(-1)).toMatchObject({ type: 'order.deadline_gone' });
  expect(await tasksOf(order)).toEqual([]);
});

it('a reminder names the units at risk as of its own instant, and is sent once', async () => {
  const order = await orderAfter(fixture, 'credit');
  const reminders = (await deadlinesOf(fixture, order)).filter(({ kind }) => kind === 'lot.reminder');
  const [lot] = await lotsOf(fixture, order);
  clock.stand = plusMs(lot!.expiresAt, -HOUR_MS);
  for (const { _id } of reminders) await processDeadline(fixture, order, _id);
  const notices = await noticesOf(order.accountId, 'lot.expiring');
  expect(notices.map(({ at, payload }) => [at, payload['daysBefore'], payload['unitsAtRisk']])).toEqual(
    reminders.map(({ at, daysBefore }) => [at, daysBefore, 1_000]),
  );
  await processDeadline(fixture, order, reminders[0]!._id);
  expect(await noticesOf(order.accountId, 'lot.expiring')).toHaveLength(3);
});

it('the end of a lot books its expiry at its instant and ends its line, however late it is processed', async () => {
  const order = await orderAfter(fixture, 'credit');
  const [lot] = await lotsOf(fixture, order);
  clock.stand = plusMs(lot!.expiresAt, 40 * DAY_MS);
  const after = await processDeadline(fixture, order, `lot.expires:${lot!._id}`);
  expect(after.lines).toMatchObject([{ state: 'expired' }]);
  expect(await lotsOf(fixture, order)).toMatchObject([
    { end: 'expired', endedAt: lot!.expiresAt, final: { expired: 1_000, remaining: 0 } },
  ]);
  const trail = await auditTrailOf(fixture, order);
  for (const type of ['lot.expired', 'order.lines_ended']) {
    expect(trail.filter((entry) => entry.type === type)).toMatchObject([
      { at: lot!.expiresAt, recordedAt: clock.now() },
    ]);
  }
  expect(await deadlinesOf(fixture, order)).toEqual([]);
  expect((await soundLedger(fixture, order.accountId)).at).toBe(lot!.expiresAt);
});

it('an order that expires unpaid closes at the end of its payment window, however late that is processed', async () => {
  const order = await orderAfter(fixture, 'confirm');
  const due = (await deadlinesOf(fixture, order)).find(({ kind }) => kind === 'payment.due');
  clock.stand = plusMs(due!.at, LATE_MS);
  expect(await applyCommand(fixture, order, 'expire_payment')).toMatchObject({
    state: 'payment_expired',
    closedAt: due!.at,
  });
  expect((await auditTrailOf(fixture, order)).at(-1)).toMatchObject({
    type: 'order.payment_expired',
    at: due!.at,
  });
  expect(await deadlinesOf(fixture, order)).toEqual([]);
});
