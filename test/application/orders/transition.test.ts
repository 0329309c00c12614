import { confirmOrder } from '../../../src/application/orders/confirm-order.ts';
import { creditLines } from '../../../src/application/entitlements/credit-lines.ts';
import {
  transition,
  TransitionConflict,
  type TransitionRequest,
} from '../../../src/application/orders/transition.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { lotsOf, readOrder, auditTrailOf, TESTER } from '../../support/order-fixtures.ts';
import { deadlinesOf, EFFECTS, applyCommand, orderAfter, recordOf } from '../../support/order-steps.ts';
import { useFixture } from '../../support/use-fixture.ts';

const clock = new HeldClock('2026-01-10T09:00:00.000Z');
const fixture = useFixture(clock.now);

const confirmation = (orderId: string, given: Partial<TransitionRequest> = {}): TransitionRequest => ({
  orderId,
  command: 'confirm',
  sequence: 1,
  about: 'cmd_1',
  actor: TESTER,
  ...given,
});

it('a transition stores state, number, audit record and deadline together', async () => {
  const order = await orderAfter(fixture, 'place');
  await transition(fixture, confirmation(order._id, { reason: 'checked by phone' }), confirmOrder);
  expect(await readOrder(fixture, order)).toMatchObject({
    state: 'awaiting_payment',
    sequence: 1,
    revision: 1,
    lastTransition: { sequence: 1, command: 'confirm' },
    awaitingPaymentAt: clock.now(),
  });
  expect((await auditTrailOf(fixture, order)).at(-1)).toMatchObject({
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
  expect(await deadlinesOf(fixture, order)).toMatchObject([
    { kind: 'payment.reminder', at: '2026-01-15T09:00:00.000Z', workflowId: `order:${order._id}` },
    { kind: 'payment.due', at: '2026-01-17T09:00:00.000Z', workflowId: `order:${order._id}` },
  ]);
});

describe('the message that starts the workflow of an order', () => {
  const startOf = (orderId: string) =>
    fixture.database.models.outbox.findOne({ 'message.workflowId': `order:${orderId}` }).lean();

  it('is withdrawn by the first transition of a run, which started without it', async () => {
    const order = await orderAfter(fixture, 'place');
    expect(await startOf(order._id)).toMatchObject({ message: { type: 'workflow.start' } });
    await transition(fixture, confirmation(order._id, { runId: 'run_1' }), confirmOrder);
    expect(await startOf(order._id)).toBeNull();
  });

  it('stays if the transition fails', async () => {
    const order = await orderAfter(fixture, 'place');
    const failing = transition(fixture, confirmation(order._id, { runId: 'run_1' }), () =>
      Promise.reject(new Error('failed')),
    );
    await expect(failing).rejects.toThrow('failed');
    expect(await startOf(order._id)).not.toBeNull();
  });
});

describe('a number that was used', () => {
  it('for the same transition changes nothing', async () => {
    const order = await orderAfter(fixture, 'place');
    await transition(fixture, confirmation(order._id), confirmOrder);
    const before = await recordOf(fixture, order);
    clock.pass(60_000);
    await transition(fixture, confirmation(order._id), confirmOrder);
    expect(await recordOf(fixture, order)).toEqual(before);
  });

  it.each([
    ['another request of the same command', { about: 'cmd_2' }],
    ['another command', { command: 'cancel' as const }],
  ])('for %s is a conflict, and nothing changes', async (_, other) => {
    const order = await orderAfter(fixture, 'place');
    await transition(fixture, confirmation(order._id), confirmOrder);
    const before = await recordOf(fixture, order);
    await expect(transition(fixture, confirmation(order._id, other), EFFECTS.cancel)).rejects.toThrow(
      TransitionConflict,
    );
    expect(await recordOf(fixture, order)).toEqual(before);
  });

  it('before the last one is a conflict, although it was applied', async () => {
    const order = await orderAfter(fixture, 'place');
    await transition(fixture, confirmation(order._id), confirmOrder);
    await applyCommand(fixture, order, 'cancel');
    await expect(transition(fixture, confirmation(order._id), confirmOrder)).rejects.toThrow(
      TransitionConflict,
    );
  });
});

it.each([0, 2, 3])(
  'number %i for the first transition is a conflict, and nothing changes',
  async (sequence) => {
    const order = await orderAfter(fixture, 'place');
    const before = await recordOf(fixture, order);
    await expect(transition(fixture, confirmation(order._id, { sequence }), confirmOrder)).rejects.toThrow(
      TransitionConflict,
    );
    expect(await recordOf(fixture, order)).toEqual(before);
  },
);

it('of two concurrent transitions with the same number one is applied, the other conflicts', async () => {
  const order = await orderAfter(fixture, 'place');
  const fates = await Promise.allSettled([
    transition(fixture, confirmation(order._id), confirmOrder),
    transition(fixture, confirmation(order._id, { command: 'cancel' }), EFFECTS.cancel),
  ]);
  expect(fates.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const reasons = fates.flatMap((fate) => (fate.status === 'rejected' ? [fate.reason as unknown] : []));
  expect(reasons[0]).toBeInstanceOf(TransitionConflict);
  expect(await readOrder(fixture, order)).toMatchObject({ sequence: 1 });
  expect(await auditTrailOf(fixture, order)).toHaveLength(2);
});

it('the same transition twice concurrently is applied once', async () => {
  const order = await orderAfter(fixture, 'start_fulfilment');
  const request = {
    orderId: order._id,
    command: 'credit',
    sequence: order.sequence + 1,
    about: '',
    actor: TESTER,
  } as const;
  await Promise.all([transition(fixture, request, creditLines), transition(fixture, request, creditLines)]);
  expect(await lotsOf(fixture, order)).toHaveLength(1);
  expect((await soundLedger(fixture, order.accountId)).sequence).toBe(1);
});

it('a command that the state does not allow throws with the possible ones, and nothing changes', async () => {
  const order = await orderAfter(fixture, 'pay');
  const before = await recordOf(fixture, order);
  await expect(applyCommand(fixture, order, 'cancel')).rejects.toMatchObject({
    code: 'illegal_transition',
    evidence: { state: 'awaiting_payment', command: 'cancel', possible: 'hold' },
  });
  expect(await recordOf(fixture, order)).toEqual(before);
});

it('an order that does not exist is not found', async () => {
  await expect(transition(fixture, confirmation('ord_missing'), confirmOrder)).rejects.toMatchObject({
    code: 'not_found',
  });
});

describe('a failure leaves nothing', () => {
  it('of a command that has already written and collected side effects', async () => {
    const order = await orderAfter(fixture, 'start_fulfilment');
    const before = await recordOf(fixture, order);
    const failing = transition(
      fixture,
      { orderId: order._id, command: 'credit', sequence: order.sequence + 1, about: '', actor: TESTER },
      async (context) => {
        await creditLines(context);
        throw new Error('planted');
      },
    );
    await expect(failing).rejects.toThrow('planted');
    expect(await recordOf(fixture, order)).toEqual(before);
  });

  it('of a transition whose audit record, the last thing written, cannot be stored', async () => {
    const order = await orderAfter(fixture, 'start_fulfilment');
    const before = await recordOf(fixture, order);
    const spy = jest
      .spyOn(fixture.database.native.audit, 'insertMany')
      .mockRejectedValueOnce(new Error('planted'));
    await expect(applyCommand(fixture, order, 'credit')).rejects.toThrow('planted');
    spy.mockRestore();
    expect(await recordOf(fixture, order)).toEqual(before);
    expect(await applyCommand(fixture, order, 'credit')).toMatchObject({ state: 'active' });
  });
});
