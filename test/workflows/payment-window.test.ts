/** Until when money pays an order, to the millisecond, on a sandbox's clock; and what becomes of money that comes later. */
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import type { AccountDocument } from '../../src/storage/collections/accounts.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { payOnline, providerReports } from '../support/online-payments.ts';
import { lotsOf, openAccount, payOffline, readOrder, auditTrailOf } from '../support/order-fixtures.ts';

const PLACED_AT = '2027-03-01T09:00:00.000Z';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

async function orderToPay(): Promise<{ account: AccountDocument; order: OrderDocument; dueAt: Instant }> {
  const account = await openAccount(testSystem.fixture, { sandboxNow: PLACED_AT });
  const order = await testSystem.orderThatIs('confirmed', account);
  return { account, order, dueAt: plusMs(PLACED_AT, 7 * DAY_MS) };
}

const paymentsOf = ({ _id }: OrderDocument) =>
  testSystem.fixture.database.models.payments.find({ orderId: _id }).lean();
const tasksOf = ({ _id }: OrderDocument) =>
  testSystem.fixture.database.models.tasks.find({ orderId: _id }).lean();

test('money captured in the last millisecond pays the order', async () => {
  const { account, order, dueAt } = await orderToPay();
  await testSystem.advanceTo(account, plusMs(dueAt, -1));
  const payment = await payOnline(testSystem.fixture, order);
  await providerReports(testSystem.fixture, payment, 'payment.captured');
  await testSystem.relay(order);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'active',
    payment: { paymentId: payment._id, capturedAt: plusMs(dueAt, -1) },
  });
  await testSystem.advanceTo(account, dueAt);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ state: 'active' });
});

test('at the deadline the order has expired: it takes no payment, and its workflow has ended', async () => {
  const { account, order, dueAt } = await orderToPay();
  await testSystem.advanceTo(account, dueAt);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'payment_expired',
    closedAt: dueAt,
  });
  await expect(payOnline(testSystem.fixture, order)).rejects.toMatchObject({ code: 'illegal_transition' });
  expect((await testSystem.handle(order).describe()).status.name).toBe('COMPLETED');
});

test('at the deadline no payment begins even while the workflow has not noticed it', async () => {
  const { account, order, dueAt } = await orderToPay();
  await testSystem.fixture.database.models.ledgers.updateOne(
    { _id: account._id },
    { $set: { frozenAt: dueAt } },
  );
  await expect(payOnline(testSystem.fixture, order)).rejects.toMatchObject({
    code: 'illegal_transition',
    evidence: { state: 'payment_expired', payUntil: dueAt },
  });
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ state: 'awaiting_payment' });
  expect(await paymentsOf(order)).toEqual([]);
});

test('a capture after the order expired is put aside from the record alone, with no workflow and no worker', async () => {
  const { account, order, dueAt } = await orderToPay();
  const payment = await payOnline(testSystem.fixture, order);
  await testSystem.advanceTo(account, dueAt);
  await testSystem.stopWorker();
  await providerReports(testSystem.fixture, payment, 'payment.captured');
  await testSystem.relay(order);
  await testSystem.startWorker();

  expect(await paymentsOf(order)).toMatchObject([{ _id: payment._id, state: 'late', capturedAt: dueAt }]);
  expect(await tasksOf(order)).toMatchObject([
    { kind: 'payment.late', state: 'open', facts: { orderState: 'payment_expired' } },
  ]);
  const after = await readOrder(testSystem.fixture, order);
  expect(after).toMatchObject({ state: 'payment_expired', payment: null, needsAttention: true });
  expect(await lotsOf(testSystem.fixture, order)).toEqual([]);
  expect((await auditTrailOf(testSystem.fixture, order)).at(-1)).toMatchObject({ type: 'payment.late' });
});

test('money received before the deadline and recorded after it starts the order again, by a new run', async () => {
  const { account, order, dueAt } = await orderToPay();
  await testSystem.advanceTo(account, dueAt);
  const { runId } = await testSystem.handle(order).describe();
  await payOffline(testSystem.fixture, order, { receivedAt: plusMs(dueAt, -1) });
  await testSystem.relay(order);
  expect(await testSystem.settled(order)).toMatchObject({ state: 'active', closedAt: null });
  expect((await testSystem.handle(order).describe()).runId).not.toBe(runId);
});

test('money received at the deadline is late, however it came', async () => {
  const { account, order, dueAt } = await orderToPay();
  await testSystem.advanceTo(account, plusMs(dueAt, DAY_MS));
  await payOffline(testSystem.fixture, order, { receivedAt: dueAt });
  await testSystem.relay(order);
  expect(await paymentsOf(order)).toMatchObject([{ state: 'late' }]);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'payment_expired',
    payment: null,
  });
});

test('a declined payment leaves the order waiting, and the next one pays it', async () => {
  const { order } = await orderToPay();
  await providerReports(testSystem.fixture, await payOnline(testSystem.fixture, order), 'payment.declined');
  await testSystem.relay(order);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'awaiting_payment',
    payment: null,
  });

  const second = await payOnline(testSystem.fixture, order);
  await providerReports(testSystem.fixture, second, 'payment.captured');
  await testSystem.relay(order);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    state: 'active',
    payment: { paymentId: second._id },
  });
  expect((await paymentsOf(order)).map(({ state }) => state).sort()).toEqual(['captured', 'declined']);
});
