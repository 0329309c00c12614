/** What people may ask of an order, in which state, and that each request takes effect once. */
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import type { OrderState } from '../../src/domain/orders/states.ts';
import type { AccountDocument } from '../../src/storage/collections/accounts.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { newId } from '../../src/infra/ids.ts';
import { createOrderActivities } from '../../activities/orders.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, payOffline, readOrder, auditTrailOf } from '../support/order-fixtures.ts';
import { TEST_TIMEOUTS } from '../support/order-test-system.ts';

let testSystem: LiveTestSystem;
let account: AccountDocument;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
  account = await openAccount(testSystem.fixture);
});
afterEach(() => {
  testSystem.disturbance = null;
});
afterAll(() => testSystem.close());

const eventsOf = async (order: OrderDocument): Promise<string[]> =>
  (await testSystem.history(order)).map(
    ({ eventId, eventType }) => `${String(eventId)} ${String(eventType)}`,
  );

const commandsIn = async (order: OrderDocument): Promise<string[]> =>
  (await auditTrailOf(testSystem.fixture, order))
    .filter(({ actor }) => actor === 'key_tester')
    .map(({ type }) => type)
    .filter((type) => type !== 'order.placed' && type !== 'payment.captured');

/** An order that stands still in a state, for as long as nobody gives a command. */
async function orderIn(state: OrderState): Promise<OrderDocument> {
  switch (state) {
    case 'awaiting_agreement':
      return testSystem.orderThatIs('placed', await openAccount(testSystem.fixture, { agreement: false }));
    case 'awaiting_confirmation':
      return testSystem.orderThatIs('placed', account);
    case 'awaiting_payment':
      return testSystem.orderThatIs('confirmed', account);
    case 'fulfilling': {
      const order = await testSystem.orderThatIs('confirmed', account);
      await testSystem.command(order, 'hold');
      await payOffline(testSystem.fixture, order);
      return testSystem.settled(order);
    }
    case 'active':
      return testSystem.settled(await testSystem.orderThatIs('paid', account));
    case 'cancelled': {
      const order = await testSystem.orderThatIs('placed', account);
      await testSystem.command(order, 'cancel');
      await testSystem.handle(order).result();
      return readOrder(testSystem.fixture, order);
    }
    default:
      throw new Error(`no order is brought to ${state} here`);
  }
}

test.each(['awaiting_agreement', 'awaiting_confirmation', 'awaiting_payment'] as const)(
  'an order that is %s can be cancelled: its workflow ends, and nothing is left to wait for',
  async (state) => {
    const order = await orderIn(state);
    expect(order.state).toBe(state);
    await testSystem.command(order, 'cancel', { reason: 'the customer changed its mind' });
    expect(await testSystem.handle(order).result()).toMatchObject({ state: 'cancelled', nextDeadline: null });

    const cancelled = await readOrder(testSystem.fixture, order);
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.closedAt).not.toBeNull();
    const last = (await auditTrailOf(testSystem.fixture, order)).at(-1);
    expect(last).toMatchObject({
      type: 'order.cancelled',
      actor: 'key_tester',
      reason: 'the customer changed its mind',
    });
    const { deadlines, tasks } = testSystem.fixture.database.models;
    expect(await deadlines.countDocuments({ orderId: order._id })).toBe(0);
    expect(await tasks.countDocuments({ orderId: order._id, state: 'open' })).toBe(0);
  },
);

test.each(['fulfilling', 'active', 'cancelled'] as const)(
  'an order that is %s cannot be cancelled: the refusal says so, and nothing changes',
  async (state) => {
    const order = await orderIn(state);
    expect(order.state).toBe(state);
    const refused = testSystem.command(order, 'cancel');
    await expect(refused).rejects.toMatchObject({
      code: 'illegal_transition',
      evidence: { orderId: order._id, state, command: 'cancel' },
    });
    expect(await readOrder(testSystem.fixture, order)).toEqual(order);
  },
);

test('an order that is paid cannot be cancelled even before its workflow has heard of the money', async () => {
  const order = await orderIn('awaiting_payment');
  await payOffline(testSystem.fixture, order);
  await expect(testSystem.command(order, 'cancel')).rejects.toMatchObject({ code: 'illegal_transition' });
  await testSystem.until(order, 'active');
});

test('what the state table refuses leaves no trace in the history', async () => {
  const order = await orderIn('active');
  const before = await eventsOf(order);
  for (const name of ['confirm', 'cancel', 'hold', 'release'] as const) {
    await expect(testSystem.command(order, name)).rejects.toMatchObject({ code: 'illegal_transition' });
  }
  expect(await eventsOf(order)).toEqual(before);
});

test('a command without the agreement it needs is refused by the record, and the order goes on waiting', async () => {
  const order = await orderIn('awaiting_agreement');
  await expect(testSystem.command(order, 'confirm')).rejects.toMatchObject({
    code: 'agreement_required',
    evidence: { productLine: 'aimis-intl' },
  });
  expect(await commandsIn(order)).toEqual([]);
  await testSystem.command(order, 'cancel');
});

test('a command given twice with one id takes effect once, and both callers hear that it did', async () => {
  const order = await orderIn('awaiting_payment');
  const hold = { commandId: newId('cmd') };
  await Promise.all([testSystem.command(order, 'hold', hold), testSystem.command(order, 'hold', hold)]);
  await testSystem.command(order, 'release');
  await testSystem.command(order, 'hold', hold);
  expect(await commandsIn(order)).toEqual(['order.confirmed', 'order.held', 'order.released']);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ held: false });
});

test('a command given again to a later run takes effect once, whether it is possible again or not', async () => {
  const order = await orderIn('awaiting_confirmation');
  const confirm = { commandId: newId('cmd') };
  const hold = { commandId: newId('cmd') };
  await testSystem.command(order, 'confirm', confirm);
  await testSystem.command(order, 'hold', hold);
  await testSystem.command(order, 'release');
  await testSystem.handle(order).terminate('lost');
  await testSystem.services.gateway.workflowStarter.start(workflowIdOf('order', order._id));

  await testSystem.command(order, 'confirm', confirm);
  await testSystem.command(order, 'hold', hold);
  expect(await commandsIn(order)).toEqual(['order.confirmed', 'order.held', 'order.released']);
  await testSystem.command(order, 'cancel');
});

test('a cancellation whose answer was lost is confirmed to whoever asks again, though the order is over', async () => {
  const order = await orderIn('awaiting_confirmation');
  const cancel = { commandId: newId('cmd') };
  await testSystem.command(order, 'cancel', cancel);
  await testSystem.handle(order).result();
  await testSystem.command(order, 'cancel', cancel);
  expect(await commandsIn(order)).toEqual(['order.cancelled']);
});

test("another order's command id is refused, and the order still takes commands", async () => {
  const [first, second] = [await orderIn('awaiting_confirmation'), await orderIn('awaiting_confirmation')];
  const confirm = { commandId: newId('cmd') };
  await testSystem.command(first, 'confirm', confirm);
  await expect(testSystem.command(second, 'confirm', confirm)).rejects.toMatchObject({
    code: 'idempotency_mismatch',
  });
  await testSystem.command(second, 'confirm');
  expect(await readOrder(testSystem.fixture, second)).toMatchObject({ state: 'awaiting_payment' });
});

test('a command that finds the record moved on by another run is decided again on the order as it is', async () => {
  const order = await orderIn('awaiting_payment');
  const other = createOrderActivities(testSystem.fixture);
  let interfered = 0;
  testSystem.disturbance = async (activity, run) => {
    if (activity === 'holdCrediting' && interfered++ === 0) {
      await other.holdCrediting({ orderId: order._id, sequence: 2, ...from('a second run') });
      await other.releaseCrediting({ orderId: order._id, sequence: 3, ...from('a second run') });
    }
    return run();
  };
  await testSystem.command(order, 'hold');
  expect(interfered).toBe(2);
  expect(
    (await auditTrailOf(testSystem.fixture, order)).slice(2).map(({ type, actor }) => [type, actor]),
  ).toEqual([
    ['order.held', 'a second run'],
    ['order.released', 'a second run'],
    ['order.held', 'key_tester'],
  ]);
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ sequence: 4, held: true });
});

test('a command that a second run overtakes again and again is refused as too much at once, and the order lives on', async () => {
  const order = await orderIn('awaiting_payment');
  const other = createOrderActivities(testSystem.fixture);
  testSystem.disturbance = async (activity, run) => {
    if (activity !== 'cancelOrder') return run();
    const { held, sequence } = await readOrder(testSystem.fixture, order);
    const next = { orderId: order._id, sequence: sequence + 1, ...from('a second run') };
    await (held ? other.releaseCrediting(next) : other.holdCrediting(next));
    return run();
  };
  // The command is tried again until its timeout has almost passed, so a shorter one saves the test that time.
  const { gateway } = testSystem.servicesWith({ ...TEST_TIMEOUTS, verdictMs: 8_000 });
  await expect(testSystem.command(order, 'cancel', {}, gateway)).rejects.toMatchObject({
    key: 'order_crowded',
  });
  testSystem.disturbance = null;
  await testSystem.command(order, 'cancel');
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ state: 'cancelled' });
});

function from(by: string) {
  return { by, requestId: 'req_other', commandId: newId('cmd') };
}
