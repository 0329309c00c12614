/** Events of the payment provider (rules §8.4, D-18). */
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { applyPaymentEvent } from '../../../src/application/payments/apply-payment-event.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { newId } from '../../../src/infra/ids.ts';
import { setClock } from '../../support/lots.ts';
import { readOrder, auditTrailOf } from '../../support/order-fixtures.ts';
import { recordOf, applyCommand } from '../../support/order-steps.ts';
import { START, PAY_UNTIL, eventOf, paymentSteps } from '../../support/payment-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const { fixture, clock } = useHeldFixture(START);
const { store, apply, tasksOf, confirmed, charge, receive, paymentsOf, signalsOf } = paymentSteps(fixture);

describe("a provider's event", () => {
  it('that reports a capture pays the order and signals its workflow', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    expect(await receive(eventOf(paymentId, order))).toBe('captured');
    expect((await readOrder(fixture, order)).payment).toEqual({
      paymentId,
      state: 'captured',
      capturedAt: START,
      method: 'online',
    });
    expect(await paymentsOf(order)).toMatchObject([{ _id: paymentId, state: 'captured', capturedAt: START }]);
    expect(await signalsOf(order)).toEqual(['payment.captured']);
    expect(await tasksOf(order)).toEqual([]);
  });

  it('received and applied repeatedly, also concurrently, counts once', async () => {
    const order = await confirmed();
    const event = eventOf(await charge(order), order);
    await Promise.all([store(event), store(event), store(event)]);
    expect(
      await fixture.database.models.outbox.countDocuments({ 'message.eventId': `bank:${event.eventId}` }),
    ).toBe(1);
    await Promise.all([apply(event), apply(event), apply(event)]);
    const before = await recordOf(fixture, order);
    await store(event);
    await apply(event);
    expect(await recordOf(fixture, order)).toEqual(before);
    expect(await paymentsOf(order)).toHaveLength(1);
    expect(
      (await auditTrailOf(fixture, order)).filter(({ type }) => type === 'payment.captured'),
    ).toHaveLength(1);
  });

  it.each([
    ["a sandbox's frozen clock", { sandboxNow: START }],
    ["the server's clock", {}],
  ])('takes effect from the instant it was stored by %s, however late it is applied', async (_, account) => {
    const order = await confirmed(account);
    const event = eventOf(await charge(order), order);
    const stored = plusMs(PAY_UNTIL, -1);
    const move = async (to: Instant): Promise<void> => {
      clock.stand = to;
      if ('sandboxNow' in account) await setClock(fixture, order.accountId, to);
    };
    await move(stored);
    await store(event);
    await move(plusMs(PAY_UNTIL, DAY_MS));
    await apply(event);
    expect((await readOrder(fixture, order)).payment).toMatchObject({ capturedAt: stored });
  });

  it('that reports a second capture is excess for an operator, never a second purchase', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    await receive(eventOf(paymentId, order));
    const { payment } = await readOrder(fixture, order);
    expect(await receive(eventOf(paymentId, order, { providerReference: 'second' }))).toBe('excess');
    expect(await readOrder(fixture, order)).toMatchObject({ payment, needsAttention: true });
    expect((await paymentsOf(order)).map(({ state }) => state).sort()).toEqual(['captured', 'excess']);
    expect(await tasksOf(order)).toMatchObject([{ kind: 'payment.excess', role: 'operator', state: 'open' }]);
  });

  it('that reports the same capture under another id changes nothing (D-18)', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    const [event, again] = [eventOf(paymentId, order), eventOf(paymentId, order)];
    expect((await Promise.all([receive(event), receive(again)])).sort()).toEqual(['captured', 'repeated']);
    expect(await receive(eventOf(paymentId, order))).toBe('repeated');
    expect(await paymentsOf(order)).toMatchObject([{ _id: paymentId, state: 'captured' }]);
    expect(await tasksOf(order)).toEqual([]);
  });

  it('of two charges of one order: the first capture pays, the other is excess', async () => {
    const order = await confirmed();
    const [first, second] = [await charge(order), await charge(order)];
    const outcomes = await Promise.all([receive(eventOf(second, order)), receive(eventOf(first, order))]);
    expect(outcomes.sort()).toEqual(['captured', 'excess']);
    expect(await tasksOf(order)).toMatchObject([{ kind: 'payment.excess' }]);
  });

  it.each([
    [
      'one minor unit less',
      (order: OrderDocument) => ({ ...order.total, amountMinor: order.total.amountMinor - 1 }),
    ],
    [
      'one minor unit more',
      (order: OrderDocument) => ({ ...order.total, amountMinor: order.total.amountMinor + 1 }),
    ],
    ['another currency', (order: OrderDocument) => ({ ...order.total, currency: 'EUR' })],
  ])('that captures %s does not pay the order, which can still be paid', async (_, amountOf) => {
    const order = await confirmed();
    const amount = amountOf(order);
    expect(await receive(eventOf(await charge(order), order, { amount }))).toBe('mismatched');
    expect(await readOrder(fixture, order)).toMatchObject({ payment: null, needsAttention: true });
    expect(await tasksOf(order)).toMatchObject([
      { kind: 'payment.mismatched', facts: { amount, expected: { ...order.total } } },
    ]);
    expect(await receive(eventOf(await charge(order), order))).toBe('captured');
  });

  it('that declines leaves the order waiting; a capture of the same charge after it still pays', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    expect(await receive(eventOf(paymentId, order, { type: 'payment.declined' }))).toBe('declined');
    expect((await readOrder(fixture, order)).payment).toBeNull();
    expect(await receive(eventOf(paymentId, order))).toBe('captured');
    expect((await paymentsOf(order)).map(({ state }) => state).sort()).toEqual(['captured', 'declined']);
  });

  it('that declines after the capture changes nothing', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    await receive(eventOf(paymentId, order));
    expect(await receive(eventOf(paymentId, order, { type: 'payment.declined' }))).toBe('ignored');
    expect(await paymentsOf(order)).toMatchObject([{ state: 'captured' }]);
  });

  it.each([
    ['a payment', { paymentId: 'pay_missing' }],
    ['no payment at all', {}],
    ['a refund', { type: 'refund.paid', refundId: 'ref_missing' }],
  ] as const)(
    'about %s that is unknown is stored, pays nothing and opens one task without an account (D-18)',
    async (_, about) => {
      const order = await confirmed();
      const { paymentId: __, ...event } = eventOf('', order, { providerReference: newId('pay') });
      expect(await receive({ ...event, ...about })).toBe('unknown_payment');
      expect(await receive({ ...event, ...about, eventId: newId('cmd') })).toBe('unknown_payment');
      expect((await readOrder(fixture, order)).payment).toBeNull();
      const { providerReference, amount } = event;
      expect(
        await fixture.database.models.tasks.find({ 'facts.providerReference': providerReference }).lean(),
      ).toMatchObject([
        { kind: 'payment.unknown', role: 'operator', accountId: null, orderId: null, facts: { amount } },
      ]);
    },
  );

  it('that is not stored is not applied', async () => {
    await expect(applyPaymentEvent(fixture, 'bank:missing')).resolves.toBeUndefined();
  });

  it.each([
    ['was cancelled', 'cancel' as const, START],
    ['expired unpaid', 'expire_payment' as const, PAY_UNTIL],
  ])(
    'for an order that %s is late: a task for an operator is opened, and the order does not change',
    async (_, end, at) => {
      const order = await confirmed();
      const paymentId = await charge(order);
      clock.stand = at;
      const ended = await applyCommand(fixture, order, end);
      expect(await receive(eventOf(paymentId, order))).toBe('late');
      expect(await readOrder(fixture, order)).toMatchObject({
        state: ended.state,
        payment: null,
        needsAttention: true,
      });
      expect(await tasksOf(order)).toMatchObject([
        { kind: 'payment.late', role: 'operator', facts: { orderState: ended.state } },
      ]);
    },
  );

  it('at the end of the payment window is late, although the end is not processed yet', async () => {
    const order = await confirmed();
    const [inTime, late] = [await charge(order), await charge(order)];
    clock.stand = PAY_UNTIL;
    expect(await receive(eventOf(late, order))).toBe('late');
    clock.stand = plusMs(PAY_UNTIL, -1);
    expect(await receive(eventOf(inTime, order))).toBe('captured');
  });
});
