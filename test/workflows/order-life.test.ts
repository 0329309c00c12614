import { anniversaryEnd } from '../../src/domain/calendar.ts';
import { DAY_MS, epochMsOf, HOUR_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import type { AuditDocument } from '../../src/storage/collections/audit.ts';
import { availableIn, soundLedger } from '../support/ledger-checks.ts';
import {
  lotsOf,
  openAccount,
  payOffline,
  readOrder,
  signAgreement,
  auditTrailOf,
} from '../support/order-fixtures.ts';
import { SkippingTestSystem } from '../support/time-skipping.ts';
import { WHOLE_LIFE } from './whole-life.ts';

let testSystem: SkippingTestSystem;
beforeAll(async () => {
  testSystem = await SkippingTestSystem.open();
});
afterAll(() => testSystem.close());

const typesOf = (audit: readonly AuditDocument[]): string[] => audit.map(({ type }) => type);

/** When each thing of a type took effect. */
function timesOf(audit: readonly AuditDocument[], type: string): Instant[] {
  return audit.filter((entry) => entry.type === type).map(({ at }) => at);
}

/** Nothing that a timer did was recorded later than a minute after it was due. */
function expectPunctual(audit: readonly AuditDocument[]): void {
  for (const { at, recordedAt } of audit) {
    expect(epochMsOf(recordedAt) - epochMsOf(at)).toBeLessThan(60_000);
  }
}

test('an order lives from the agreement gate to its last expiry, each step stamped with the instant it was due', async () => {
  const account = await openAccount(testSystem.fixture, { agreement: false });
  const placed = await testSystem.orderThatIs('placed', account);
  expect(placed.state).toBe('awaiting_agreement');
  await expect(testSystem.command(placed, 'confirm')).rejects.toMatchObject({ code: 'agreement_required' });

  await signAgreement(testSystem.fixture, account);
  await testSystem.relay(placed);
  await testSystem.until(placed, 'awaiting_confirmation');
  await testSystem.command(placed, 'confirm');
  await payOffline(testSystem.fixture, placed);
  await testSystem.relay(placed);
  const { payment } = await testSystem.until(placed, 'active');
  const capturedAt = payment!.capturedAt;

  const end = await testSystem.lifeOf(placed);
  expect(end).toMatchObject({ state: 'completed', step: null, nextDeadline: null });

  const { expiresAt } = anniversaryEnd(capturedAt, { years: 1 }, account.timeZone);
  const audit = await auditTrailOf(testSystem.fixture, placed);
  expect(typesOf(audit)).toEqual(WHOLE_LIFE);
  expectPunctual(audit);
  expect(timesOf(audit, 'order.paid')).toEqual([capturedAt]);
  expect(timesOf(audit, 'lot.reminded')).toEqual([30, 7, 1].map((days) => plusMs(expiresAt, -days * DAY_MS)));
  expect(timesOf(audit, 'lot.expired')).toEqual([expiresAt]);
  expect(timesOf(audit, 'order.lines_ended')).toEqual([expiresAt]);
  expect(timesOf(audit, 'order.completed')).toEqual([expiresAt]);

  const { database } = testSystem.fixture;
  const notices = await database.models.notices
    .find({ accountId: account._id })
    .sort({ at: 1, _id: 1 })
    .lean();
  expect(notices.map(({ kind, at }) => [kind, at]).sort()).toEqual(
    [
      ['order.paid', capturedAt],
      ['lot.credited', timesOf(audit, 'line.credited')[0]],
      ['lot.expiring', plusMs(expiresAt, -30 * DAY_MS)],
      ['lot.expiring', plusMs(expiresAt, -7 * DAY_MS)],
      ['lot.expiring', plusMs(expiresAt, -DAY_MS)],
      ['lot.expired', expiresAt],
      ['pool.low', expiresAt],
      ['pool.exhausted', expiresAt],
    ].sort(),
  );
  const atRisk = notices
    .filter(({ kind }) => kind === 'lot.expiring')
    .map(({ payload }) => payload['unitsAtRisk']);
  expect(atRisk).toEqual([1_000, 1_000, 1_000]);
  expect(await database.models.deadlines.countDocuments({ accountId: account._id })).toBe(0);
  expect(await database.models.tasks.countDocuments({ accountId: account._id, state: 'open' })).toBe(0);
  expect(availableIn(await soundLedger(testSystem.fixture, account._id), 'ai:mimi')).toBe(0);
});

test('an order that nobody pays expires seven days after its confirmation, at that instant', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const dueAt = plusMs(order.awaitingPaymentAt!, 7 * DAY_MS);
  expect(await testSystem.lifeOf(order)).toMatchObject({ state: 'payment_expired' });

  const audit = await auditTrailOf(testSystem.fixture, order);
  expect(typesOf(audit)).toEqual([
    'order.placed',
    'order.confirmed',
    'order.payment_reminded',
    'order.payment_expired',
  ]);
  expect(timesOf(audit, 'order.payment_reminded')).toEqual([plusMs(dueAt, -2 * DAY_MS)]);
  expect(timesOf(audit, 'order.payment_expired')).toEqual([dueAt]);
  expectPunctual(audit);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ closedAt: dueAt, payment: null });
  expect(await lotsOf(testSystem.fixture, order)).toEqual([]);
});

test('money received in time revives an order that has expired: it buys from its receipt, and only the breach is notified', async () => {
  const account = await openAccount(testSystem.fixture);
  const order = await testSystem.orderThatIs('confirmed', account);
  await testSystem.lifeOf(order);
  await testSystem.skip(3 * DAY_MS);
  const receivedAt = plusMs(order.awaitingPaymentAt!, 7 * DAY_MS - 1);
  await payOffline(testSystem.fixture, order, { receivedAt });
  await testSystem.relay(order);
  const revived = await testSystem.until(order, 'active');
  expect(revived).toMatchObject({ payment: { capturedAt: receivedAt }, closedAt: null });

  const { database } = testSystem.fixture;
  const tasks = await database.models.tasks.find({ orderId: order._id }).lean();
  const breachAt = plusMs(receivedAt, 24 * HOUR_MS);
  expect(tasks.map(({ kind, dueAt }) => ({ kind, dueAt }))).toEqual([
    { kind: 'crediting.breach', dueAt: breachAt },
  ]);
  expect(
    await database.models.notices.find({ accountId: account._id, kind: 'crediting.late' }).lean(),
  ).toMatchObject([{ at: breachAt }]);

  const [lot, ...others] = await lotsOf(testSystem.fixture, order);
  expect(others).toEqual([]);
  const lateDays = Math.ceil((epochMsOf(lot!.creditedAt) - epochMsOf(breachAt)) / DAY_MS);
  expect(lateDays).toBeGreaterThan(2);
  const end = anniversaryEnd(receivedAt, { years: 1, days: lateDays }, account.timeZone);
  expect(lot).toMatchObject({ purchasedAt: receivedAt, ...end });
  expect(await testSystem.lifeOf(order)).toMatchObject({ state: 'completed' });
});

test('deadlines that passed while no worker ran are met in order, each stamped with its own due time', async () => {
  const account = await openAccount(testSystem.fixture);
  const order = await testSystem.orderThatIs('paid', account);
  await testSystem.until(order, 'active');
  const [lot] = await lotsOf(testSystem.fixture, order);
  const { expiresAt } = lot!;
  await testSystem.skipTo(plusMs(expiresAt, -40 * DAY_MS));
  await testSystem.stopWorker();
  await testSystem.afterOutage(60 * DAY_MS, async () => {
    await testSystem.startWorker();
    await testSystem.settled(order);
  });

  const audit = await auditTrailOf(testSystem.fixture, order);
  const late = audit.slice(typesOf(audit).indexOf('order.credited') + 1);
  expect(late.map(({ type, at }) => [type, at])).toEqual([
    ['lot.reminded', plusMs(expiresAt, -30 * DAY_MS)],
    ['lot.reminded', plusMs(expiresAt, -7 * DAY_MS)],
    ['lot.reminded', plusMs(expiresAt, -DAY_MS)],
    ['lot.expired', expiresAt],
    ['order.lines_ended', expiresAt],
    ['order.completed', expiresAt],
  ]);
  for (const { recordedAt } of late) expect(recordedAt > plusMs(expiresAt, 19 * DAY_MS)).toBe(true);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'completed',
    closedAt: expiresAt,
  });
  await soundLedger(testSystem.fixture, account._id);
});

test('a capture whose signal was lost pays the order at the latest when the time to pay is over, and never expires it', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  await payOffline(testSystem.fixture, order);
  await testSystem.fixture.database.models.outbox.deleteMany({ accountId: order.accountId });
  await testSystem.skipTo(plusMs(order.awaitingPaymentAt!, 7 * DAY_MS + 1_000));
  await testSystem.until(order, 'active');
  expect(typesOf(await auditTrailOf(testSystem.fixture, order))).not.toContain('order.payment_expired');
  expect(await lotsOf(testSystem.fixture, order)).toHaveLength(1);
});
