import { confirm } from '../../../src/application/orders/commands.ts';
import { creditLines } from '../../../src/application/entitlements/credit-lines.ts';
import {
  transition,
  TransitionConflict,
  type TransitionRequest,
} from '../../../src/application/orders/transition.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import {
  closeShop,
  lotsOf,
  openShop,
  readOrder,
  storyOf,
  TESTER,
  type Shop,
} from '../../support/order-fixtures.ts';
import { deadlinesOf, EFFECTS, give, orderAfter, recordOf } from './desk.ts';

const clock = new HeldClock('2026-01-10T09:00:00.000Z');
let shop: Shop;
beforeAll(async () => {
  shop = await openShop(clock.now);
});
afterAll(() => closeShop(shop));

const confirmation = (orderId: string, given: Partial<TransitionRequest> = {}): TransitionRequest => ({
  orderId,
  command: 'confirm',
  sequence: 1,
  about: 'cmd_1',
  actor: TESTER,
  ...given,
});

it('a transition stores state, number, audit record and deadline together', async () => {
  const order = await orderAfter(shop, 'place');
  await transition(shop, confirmation(order._id, { reason: 'checked by phone' }), confirm);
  expect(await readOrder(shop, order)).toMatchObject({
    state: 'awaiting_payment',
    sequence: 1,
    revision: 1,
    lastTransition: { sequence: 1, command: 'confirm' },
    awaitingPaymentAt: clock.now(),
  });
  expect((await storyOf(shop, order)).at(-1)).toMatchObject({
    type: 'order.confirmed',
    at: clock.now(),
    actor: TESTER.by,
    requestId: TESTER.requestId,
    reason: 'checked by phone',
    before: { state: 'awaiting_confirmation', held: false },
    after: { state: 'awaiting_payment', held: false },
    catalogueVersion: order.catalogueVersion,
    policyVersion: order.policyVersion,
  });
  expect(await deadlinesOf(shop, order)).toMatchObject([
    { kind: 'payment.reminder', at: '2026-01-15T09:00:00.000Z', owner: `order:${order._id}` },
    { kind: 'payment.due', at: '2026-01-17T09:00:00.000Z', owner: `order:${order._id}` },
  ]);
});

describe('a number that was used', () => {
  it('for the same transition changes nothing', async () => {
    const order = await orderAfter(shop, 'place');
    await transition(shop, confirmation(order._id), confirm);
    const before = await recordOf(shop, order);
    clock.pass(60_000);
    await transition(shop, confirmation(order._id), confirm);
    expect(await recordOf(shop, order)).toEqual(before);
  });

  it.each([
    ['another request of the same command', { about: 'cmd_2' }],
    ['another command', { command: 'cancel' as const }],
  ])('for %s is a conflict, and nothing changes', async (_, other) => {
    const order = await orderAfter(shop, 'place');
    await transition(shop, confirmation(order._id), confirm);
    const before = await recordOf(shop, order);
    await expect(transition(shop, confirmation(order._id, other), EFFECTS.cancel)).rejects.toThrow(
      TransitionConflict,
    );
    expect(await recordOf(shop, order)).toEqual(before);
  });

  it('before the last one is a conflict, though it was this very transition', async () => {
    const order = await orderAfter(shop, 'place');
    await transition(shop, confirmation(order._id), confirm);
    await give(shop, order, 'cancel');
    await expect(transition(shop, confirmation(order._id), confirm)).rejects.toThrow(TransitionConflict);
  });
});

it.each([0, 2, 3])(
  'number %i for the first transition is a conflict, and nothing changes',
  async (sequence) => {
    const order = await orderAfter(shop, 'place');
    const before = await recordOf(shop, order);
    await expect(transition(shop, confirmation(order._id, { sequence }), confirm)).rejects.toThrow(
      TransitionConflict,
    );
    expect(await recordOf(shop, order)).toEqual(before);
  },
);

it('two transitions with the same number at the same moment: one is made, the other is a conflict', async () => {
  const order = await orderAfter(shop, 'place');
  const fates = await Promise.allSettled([
    transition(shop, confirmation(order._id), confirm),
    transition(shop, confirmation(order._id, { command: 'cancel' }), EFFECTS.cancel),
  ]);
  expect(fates.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const reasons = fates.flatMap((fate) => (fate.status === 'rejected' ? [fate.reason as unknown] : []));
  expect(reasons[0]).toBeInstanceOf(TransitionConflict);
  expect(await readOrder(shop, order)).toMatchObject({ sequence: 1 });
  expect(await storyOf(shop, order)).toHaveLength(2);
});

it('the same transition twice at the same moment is made once', async () => {
  const order = await orderAfter(shop, 'start_fulfilment');
  const request = {
    orderId: order._id,
    command: 'credit',
    sequence: order.sequence + 1,
    about: '',
    actor: TESTER,
  } as const;
  await Promise.all([transition(shop, request, creditLines), transition(shop, request, creditLines)]);
  expect(await lotsOf(shop, order)).toHaveLength(1);
  expect((await soundLedger(shop, order.accountId)).sequence).toBe(1);
});

it('a command that the state does not allow is refused with what is possible, and nothing changes', async () => {
  const order = await orderAfter(shop, 'pay');
  const before = await recordOf(shop, order);
  await expect(give(shop, order, 'cancel')).rejects.toMatchObject({
    code: 'illegal_transition',
    evidence: { state: 'awaiting_payment', command: 'cancel', possible: 'hold' },
  });
  expect(await recordOf(shop, order)).toEqual(before);
});

it('an order that is not there is refused', async () => {
  await expect(transition(shop, confirmation('ord_missing'), confirm)).rejects.toMatchObject({
    code: 'not_found',
  });
});

describe('a failure leaves nothing', () => {
  it('of a command that had written and owed already', async () => {
    const order = await orderAfter(shop, 'start_fulfilment');
    const before = await recordOf(shop, order);
    const failing = transition(
      shop,
      { orderId: order._id, command: 'credit', sequence: order.sequence + 1, about: '', actor: TESTER },
      async (context) => {
        await creditLines(context);
        throw new Error('planted');
      },
    );
    await expect(failing).rejects.toThrow('planted');
    expect(await recordOf(shop, order)).toEqual(before);
  });

  it('of a transition whose audit record, the last thing written, cannot be stored', async () => {
    const order = await orderAfter(shop, 'start_fulfilment');
    const before = await recordOf(shop, order);
    const spy = jest
      .spyOn(shop.database.native.audit, 'insertMany')
      .mockRejectedValueOnce(new Error('planted'));
    await expect(give(shop, order, 'credit')).rejects.toThrow('planted');
    spy.mockRestore();
    expect(await recordOf(shop, order)).toEqual(before);
    expect(await give(shop, order, 'credit')).toMatchObject({ state: 'active' });
  });
});
