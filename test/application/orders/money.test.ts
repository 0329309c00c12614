import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { applyPaymentEvent } from '../../../src/application/payments/apply-payment-event.ts';
import { payRefund } from '../../../src/application/refunds/pay-refund.ts';
import { resolveTask } from '../../../src/application/tasks/resolve-task.ts';
import {
  applyUnallocatedPayment,
  refundUnallocatedPayment,
} from '../../../src/application/payments/unallocated-payments.ts';
import { startPayment } from '../../../src/application/payments/start-payment.ts';
import { storePaymentEvent } from '../../../src/application/payments/store-payment-event.ts';
import {
  ProviderRejectedError,
  ProviderUnavailableError,
} from '../../../src/payment-providers/provider-errors.ts';
import type { PaymentProvider, ProviderEvent } from '../../../src/payment-providers/provider.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import type { PaymentDocument } from '../../../src/storage/collections/payments.ts';
import type { TaskDocument } from '../../../src/storage/collections/tasks.ts';
import { transact } from '../../../src/storage/unit-of-work.ts';
import { newId } from '../../../src/infra/ids.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { setClock } from '../../support/lots.ts';
import {
  addOrganization,
  closeFixture,
  openAccount,
  openFixture,
  orderOf,
  payOffline,
  readOrder,
  signAgreement,
  storyOf,
  TESTER,
  type OrderFixture,
} from '../../support/order-fixtures.ts';
import { deadlinesOf, give, orderAfter, recordOf } from './numbered-transitions.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const PAY_UNTIL = plusMs(START, 7 * DAY_MS);
const BASIC = 'AIMIS-CN-SW-BASIC';
const clock = new HeldClock(START);
let fixture: OrderFixture;
beforeAll(async () => {
  fixture = await openFixture(clock.now);
});
afterAll(() => closeFixture(fixture));
beforeEach(() => {
  clock.stand = START;
});

/** A provider that takes every charge and reports only what a test lets it report. */
const provider: Pick<PaymentProvider, 'name' | 'createCharge'> = {
  name: 'bank',
  createCharge: ({ paymentId }) => Promise.resolve({ providerReference: `charge of ${paymentId}` }),
};

async function charge(order: OrderDocument): Promise<string> {
  const paymentId = newId('pay');
  const request = { orderId: order._id, paymentId, token: 'tok', actor: TESTER };
  await startPayment(fixture, provider as PaymentProvider, request);
  return paymentId;
}

function eventOf(paymentId: string, order: OrderDocument, given: Partial<ProviderEvent> = {}): ProviderEvent {
  return {
    eventId: newId('cmd'),
    type: 'payment.captured',
    paymentId,
    providerReference: `capture of ${paymentId}`,
    amount: order.total,
    occurredAt: START,
    metadata: {},
    ...given,
  };
}

const store = (event: ProviderEvent) => storePaymentEvent(fixture, 'bank', event, TESTER);
const apply = (event: ProviderEvent) => applyPaymentEvent(fixture, `bank:${event.eventId}`);
async function receive(event: ProviderEvent): Promise<string | null> {
  await store(event);
  await apply(event);
  const { outcome } = await fixture.database.models.paymentEvents
    .findById(`bank:${event.eventId}`)
    .orFail()
    .lean();
  return outcome;
}

const paymentsOf = (order: OrderDocument): Promise<PaymentDocument[]> =>
  fixture.database.models.payments.find({ orderId: order._id }).sort({ _id: 1 }).lean();
const tasksOf = (order: OrderDocument): Promise<TaskDocument[]> =>
  fixture.database.models.tasks.find({ orderId: order._id }).sort({ _id: 1 }).lean();
const pokesOf = async (order: OrderDocument): Promise<string[]> => {
  const rows = await fixture.database.models.outbox
    .find({ 'message.workflowId': `order:${order._id}` })
    .sort({ _id: 1 })
    .lean();
  return rows.flatMap(({ message }) => (message.type === 'workflow.signal' ? [message.reason] : []));
};

/** The kinds of the order's tasks that are open, sorted. */
const openTasksOf = async (order: OrderDocument): Promise<string[]> =>
  (await tasksOf(order))
    .filter(({ state }) => state === 'open')
    .map(({ kind }) => kind)
    .sort();

async function endAgreement({ accountId }: OrderDocument, terminatedAt: Instant): Promise<void> {
  await fixture.database.models.agreements.updateMany({ accountId }, { $set: { terminatedAt } });
}

const accountOf = ({ accountId }: OrderDocument) =>
  fixture.database.models.accounts.findById(accountId).orFail().lean();
const applyTo = (order: OrderDocument, paymentId: string) =>
  transact(fixture, TESTER, (unit) => applyUnallocatedPayment(unit, paymentId, order._id, 'Meant for it'));

/** Two confirmed orders of one organization, each for the same basic software. */
async function twoOrdersOfBasic(): Promise<[OrderDocument, OrderDocument]> {
  const account = await openAccount(fixture, { agreement: false });
  await signAgreement(fixture, account, { productLines: ['aimis-cn'] });
  const { _id: organizationId } = await addOrganization(fixture, account);
  const lines = [{ sku: BASIC, quantity: 1, organizationId }];
  const [first, second] = [await orderOf(fixture, account, lines), await orderOf(fixture, account, lines)];
  return [await give(fixture, first, 'confirm'), await give(fixture, second, 'confirm')];
}

async function confirmed(account: { sandboxNow?: Instant } = {}): Promise<OrderDocument> {
  return orderAfter(fixture, 'confirm', account);
}

describe("a provider's event", () => {
  it('that says captured pays the order, and its workflow is told', async () => {
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
    expect(await pokesOf(order)).toEqual(['payment.captured']);
    expect(await tasksOf(order)).toEqual([]);
  });

  it('received and applied any number of times, also at once, counts once', async () => {
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
    expect((await storyOf(fixture, order)).filter(({ type }) => type === 'payment.captured')).toHaveLength(1);
  });

  it.each([
    ["a sandbox's frozen clock", { sandboxNow: START }],
    ["the server's clock", {}],
  ])('buys from the instant it was stored by %s, however late it is applied', async (_, account) => {
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

  it('that captures a second time is put aside as excess for an operator, never a second purchase', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    await receive(eventOf(paymentId, order));
    const { payment } = await readOrder(fixture, order);
    expect(await receive(eventOf(paymentId, order, { providerReference: 'second' }))).toBe('excess');
    expect(await readOrder(fixture, order)).toMatchObject({ payment, needsAttention: true });
    expect((await paymentsOf(order)).map(({ state }) => state).sort()).toEqual(['captured', 'excess']);
    expect(await tasksOf(order)).toMatchObject([{ kind: 'payment.excess', role: 'operator', state: 'open' }]);
  });

  it('that tells of the same capture under another id changes nothing (D-18)', async () => {
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
    'about %s that is none of ours is kept, pays nothing and opens one task of no account (D-18)',
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
    'for an order that %s is late money: a task for an operator, and the order stays as it is',
    async (_, end, at) => {
      const order = await confirmed();
      const paymentId = await charge(order);
      clock.stand = at;
      const ended = await give(fixture, order, end);
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

  it('at the very end of the time to pay is late, though nobody has noticed the end', async () => {
    const order = await confirmed();
    const [inTime, late] = [await charge(order), await charge(order)];
    clock.stand = PAY_UNTIL;
    expect(await receive(eventOf(late, order))).toBe('late');
    clock.stand = plusMs(PAY_UNTIL, -1);
    expect(await receive(eventOf(inTime, order))).toBe('captured');
  });
});

describe('a payment', () => {
  it('is not started when the time to pay is over, noticed or not', async () => {
    const order = await confirmed();
    clock.stand = PAY_UNTIL;
    await expect(charge(order)).rejects.toMatchObject({
      code: 'illegal_transition',
      evidence: { state: 'payment_expired', payUntil: PAY_UNTIL },
    });
    expect(await paymentsOf(order)).toEqual([]);
  });

  it('is not started when the agreement has ended since (AMB-32), and the refusal names what is missing', async () => {
    const order = await confirmed();
    await endAgreement(order, START);
    await expect(charge(order)).rejects.toMatchObject({
      code: 'agreement_required',
      evidence: {
        productLine: 'aimis-intl',
        date: '2026-01-10',
        lastAgreement: { id: order.agreementId, terminatedAt: START },
      },
    });
    expect(await paymentsOf(order)).toEqual([]);
  });

  it('is not started before the agreement is signed, which is named as the reason', async () => {
    const order = await orderOf(fixture, await openAccount(fixture, { agreement: false }));
    expect(order.state).toBe('awaiting_agreement');
    await expect(charge(order)).rejects.toMatchObject({ code: 'agreement_required' });
    await expect(payOffline(fixture, order)).rejects.toMatchObject({ code: 'agreement_required' });
  });

  it('that the provider refuses for good is declined at once, also when it is asked again, and another one pays', async () => {
    const order = await confirmed();
    const createCharge = jest.fn(() => Promise.reject(new ProviderRejectedError('bank', 402, 'card_stolen')));
    const refusing = { ...provider, createCharge } as unknown as PaymentProvider;
    const request = { orderId: order._id, paymentId: newId('pay'), token: 'tok', actor: TESTER };
    const declined = { _id: request.paymentId, state: 'declined', reason: 'refused_by_provider' };
    expect(await startPayment(fixture, refusing, request)).toMatchObject(declined);
    expect(await startPayment(fixture, refusing, request)).toMatchObject(declined);
    expect(createCharge).toHaveBeenCalledTimes(1);
    expect((await storyOf(fixture, order)).at(-1)).toMatchObject({
      type: 'payment.declined',
      facts: { providerCode: 'card_stolen' },
    });
    expect(await receive(eventOf(await charge(order), order))).toBe('captured');
  });

  it('whose start is repeated is one attempt', async () => {
    const order = await confirmed();
    const request = { orderId: order._id, paymentId: newId('pay'), token: 'tok', actor: TESTER };
    await startPayment(fixture, provider as PaymentProvider, request);
    await startPayment(fixture, provider as PaymentProvider, request);
    expect(await paymentsOf(order)).toMatchObject([{ _id: request.paymentId, state: 'pending' }]);
    expect((await storyOf(fixture, order)).filter(({ type }) => type === 'payment.started')).toHaveLength(1);
  });
});

describe('an agreement (AMB-32, D-16)', () => {
  it.each([
    ['a millisecond before', 'captured', -1],
    ['at', 'late', 0],
    ['a millisecond after', 'late', 1],
  ] as const)(
    'that was terminated covers offline money received %s that instant: %s',
    async (_, state, offset) => {
      const order = await confirmed();
      const terminatedAt = plusMs(START, DAY_MS);
      await endAgreement(order, terminatedAt);
      clock.stand = plusMs(START, 2 * DAY_MS);
      const reason = state === 'late' ? 'agreement_required' : null;
      const receivedAt = plusMs(terminatedAt, offset);
      expect(await payOffline(fixture, order, { receivedAt })).toMatchObject({ state, reason });
    },
  );

  it('covers an online attempt by its start, however late it is captured', async () => {
    const order = await confirmed();
    const started = await charge(order);
    await endAgreement(order, plusMs(START, 1));
    clock.stand = plusMs(START, DAY_MS);
    expect(await receive(eventOf(started, order))).toBe('captured');
  });

  it('that had ended when an attempt began leaves its money aside, asks sales for another, and lets it be applied', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    await endAgreement(order, START);
    expect(await receive(eventOf(paymentId, order))).toBe('late');
    expect(await readOrder(fixture, order)).toMatchObject({ state: 'awaiting_payment', payment: null });
    expect(await openTasksOf(order)).toEqual(['agreement.needed', 'payment.late']);

    await expect(applyTo(order, paymentId)).rejects.toMatchObject({ code: 'agreement_required' });
    clock.stand = plusMs(START, DAY_MS);
    const agreement = await signAgreement(fixture, await accountOf(order));
    expect(await openTasksOf(order)).toEqual(['payment.late']);
    expect(await applyTo(order, paymentId)).toMatchObject({ state: 'captured', capturedAt: clock.stand });
    expect(await readOrder(fixture, order)).toMatchObject({
      agreementId: agreement._id,
      payment: { paymentId, capturedAt: clock.stand },
    });
    expect(await openTasksOf(order)).toEqual([]);
  });

  it('signed after the order expired lets money that came before be applied, which revives the order', async () => {
    const order = await confirmed();
    await endAgreement(order, START);
    const inTime = await payOffline(fixture, order);
    clock.stand = PAY_UNTIL;
    await give(fixture, order, 'expire_payment');
    const afterwards = await payOffline(fixture, order);
    expect([inTime.reason, afterwards.reason]).toEqual(['agreement_required', 'payment_window_over']);
    await signAgreement(fixture, await accountOf(order));

    await expect(applyTo(order, afterwards._id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await applyTo(order, inTime._id)).toMatchObject({ state: 'captured' });
    expect(await give(fixture, order, 'start_fulfilment')).toMatchObject({
      state: 'fulfilling',
      payment: { capturedAt: PAY_UNTIL },
    });
  });
});

describe('a refund', () => {
  const refunding = (refund: () => Promise<{ refundReference: string }>) =>
    [{ ...provider, refund } as unknown as PaymentProvider] as const;

  it('that the provider refuses for good waits for an operator, who resolves its task when the money has gone', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    await receive(eventOf(paymentId, order, { amount: { ...order.total, amountMinor: 1 } }));
    const refundId = newId('ref');
    await transact(fixture, TESTER, (unit) =>
      refundUnallocatedPayment(unit, paymentId, refundId, 'Wrong amount'),
    );
    const refuse = refunding(() => Promise.reject(new ProviderRejectedError('bank', 422, 'too_old')));
    await payRefund(fixture, refuse, refundId);
    await payRefund(fixture, refuse, refundId);
    const open = (await tasksOf(order)).filter(({ state }) => state === 'open');
    expect(open).toMatchObject([
      { kind: 'message.undeliverable', role: 'operator', facts: { refundId, providerCode: 'too_old' } },
    ]);
    expect(await readOrder(fixture, order)).toMatchObject({ needsAttention: true });

    await transact(fixture, TESTER, (unit) => resolveTask(unit, open[0]!, 'Sent by bank transfer'));
    expect(await fixture.database.models.refunds.findById(refundId).lean()).toMatchObject({
      state: 'paid',
      paidAt: START,
    });
    expect((await storyOf(fixture, order)).map(({ type }) => type)).toContain('refund.paid');
  });

  it('that the provider does not answer to is asked for again', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    await receive(eventOf(paymentId, order, { amount: { ...order.total, amountMinor: 1 } }));
    const refundId = newId('ref');
    await transact(fixture, TESTER, (unit) =>
      refundUnallocatedPayment(unit, paymentId, refundId, 'Wrong amount'),
    );
    const silent = refunding(() => Promise.reject(new ProviderUnavailableError('bank')));
    await expect(payRefund(fixture, silent, refundId)).rejects.toBeInstanceOf(ProviderUnavailableError);
    expect((await tasksOf(order)).filter(({ state }) => state === 'open')).toEqual([]);
  });

  it('of nothing is paid when it is recorded, and no provider is asked (D-19)', async () => {
    const order = await confirmed();
    const paymentId = await charge(order);
    await receive(eventOf(paymentId, order, { amount: { ...order.total, amountMinor: 0 } }));
    const refundId = newId('ref');
    await transact(fixture, TESTER, (unit) =>
      refundUnallocatedPayment(unit, paymentId, refundId, 'Nothing came'),
    );
    expect(await fixture.database.models.refunds.findById(refundId).lean()).toMatchObject({ state: 'paid' });
    expect(await fixture.database.models.outbox.exists({ 'message.refundId': refundId })).toBeNull();
  });
});

describe('a perpetual licence (AMB-51)', () => {
  it('of two orders captured at the same moment is bought once; the other money is excess', async () => {
    const [first, second] = await twoOrdersOfBasic();
    const events = [eventOf(await charge(first), first), eventOf(await charge(second), second)];
    const outcomes = await Promise.all(events.map(receive));
    expect(outcomes.sort()).toEqual(['captured', 'excess']);
    const payments = [...(await paymentsOf(first)), ...(await paymentsOf(second))];
    expect(payments.map(({ reason }) => reason)).toContain('already_licensed');
  });

  it('that another order has paid for is paid no second time, and not while it waits to be credited', async () => {
    const [first, second] = await twoOrdersOfBasic();
    await payOffline(fixture, first);
    await expect(charge(second)).rejects.toMatchObject({
      code: 'order_invalid',
      details: { errors: [{ path: 'lines[0].sku', code: 'already_licensed', rule: 'AMB-51' }] },
    });
    expect(await payOffline(fixture, second)).toMatchObject({ state: 'excess', reason: 'already_licensed' });
    expect(await readOrder(fixture, second)).toMatchObject({ state: 'awaiting_payment', payment: null });
  });
});

describe('cover that is paid ahead (AMB-29)', () => {
  /** Two confirmed orders for one thing, each of 60 years: together they reach too far. */
  async function twoOrdersOfSixtyYears(): Promise<[OrderDocument, OrderDocument]> {
    const account = await openAccount(fixture, { agreement: false });
    const { _id: organizationId } = await addOrganization(fixture, account);
    const term = { count: 30, unit: 'year' } as const;
    const line = { sku: 'IPC-SW-PREVISIT', quantity: 1, organizationId, term };
    const place = () => orderOf(fixture, account, [line, { ...line }]);
    const [first, second] = [await place(), await place()];
    return [await give(fixture, first, 'confirm'), await give(fixture, second, 'confirm')];
  }

  it('by two orders captured at the same moment reaches a hundred years; the other money is excess', async () => {
    const [first, second] = await twoOrdersOfSixtyYears();
    const events = [eventOf(await charge(first), first), eventOf(await charge(second), second)];
    const outcomes = await Promise.all(events.map(receive));
    expect(outcomes.sort()).toEqual(['captured', 'excess']);
    const payments = [...(await paymentsOf(first)), ...(await paymentsOf(second))];
    expect(payments.map(({ reason }) => reason)).toContain('paid_too_far_ahead');
  });

  it('counts what another order has paid for while that waits to be credited', async () => {
    const [first, second] = await twoOrdersOfSixtyYears();
    await payOffline(fixture, first);
    await expect(charge(second)).rejects.toMatchObject({
      code: 'order_invalid',
      details: { errors: [{ path: 'lines[1].term.count', code: 'above_maximum', rule: 'AMB-29' }] },
    });
    expect(await payOffline(fixture, second)).toMatchObject({
      state: 'excess',
      reason: 'paid_too_far_ahead',
    });
  });
});

describe('money by bank transfer', () => {
  it('buys from the instant it was received', async () => {
    const order = await confirmed();
    clock.stand = plusMs(START, 3 * DAY_MS);
    const receivedAt = plusMs(START, DAY_MS);
    expect(await payOffline(fixture, order, { receivedAt })).toMatchObject({
      state: 'captured',
      method: 'offline',
    });
    expect((await readOrder(fixture, order)).payment).toMatchObject({
      capturedAt: receivedAt,
      method: 'offline',
    });
  });

  it.each([
    ['before the order could be paid', -1],
    ['in the future', DAY_MS + 1],
  ])('cannot be received %s', async (_, offsetMs) => {
    const order = await confirmed();
    clock.stand = plusMs(START, DAY_MS);
    const before = await recordOf(fixture, order);
    await expect(payOffline(fixture, order, { receivedAt: plusMs(START, offsetMs) })).rejects.toMatchObject({
      key: 'payment_time_invalid',
    });
    expect(await recordOf(fixture, order)).toEqual(before);
  });

  it('cannot pay an order that nobody confirmed', async () => {
    const order = await orderAfter(fixture, 'place');
    await expect(payOffline(fixture, order)).rejects.toMatchObject({ code: 'illegal_transition' });
  });

  it('of a wrong amount is put aside', async () => {
    const order = await confirmed();
    expect(await payOffline(fixture, order, { amountMinor: order.total.amountMinor - 1 })).toMatchObject({
      state: 'mismatched',
    });
    expect(await tasksOf(order)).toMatchObject([{ kind: 'payment.mismatched' }]);
  });

  it('received in time and recorded later revives the order that expired, and tells of the breach only', async () => {
    const order = await confirmed();
    clock.stand = plusMs(PAY_UNTIL, 5 * HOUR_MS);
    await give(fixture, order, 'expire_payment');
    const receivedAt = plusMs(PAY_UNTIL, -DAY_MS);
    expect(await payOffline(fixture, order, { receivedAt })).toMatchObject({ state: 'captured' });
    expect(await give(fixture, order, 'start_fulfilment')).toMatchObject({
      state: 'fulfilling',
      closedAt: null,
    });
    expect(await deadlinesOf(fixture, order)).toMatchObject([{ kind: 'crediting.breach', at: PAY_UNTIL }]);
    expect((await storyOf(fixture, order)).at(-1)).toMatchObject({ type: 'order.paid', at: receivedAt });
  });

  it('received after the time to pay does not revive the order', async () => {
    const order = await confirmed();
    clock.stand = plusMs(PAY_UNTIL, HOUR_MS);
    await give(fixture, order, 'expire_payment');
    expect(await payOffline(fixture, order, { receivedAt: PAY_UNTIL })).toMatchObject({ state: 'late' });
    expect(await readOrder(fixture, order)).toMatchObject({ state: 'payment_expired', payment: null });
  });

  it('and a capture at the same moment: one pays, the other is excess', async () => {
    const order = await confirmed();
    const event = eventOf(await charge(order), order);
    await Promise.all([receive(event), payOffline(fixture, order)]);
    expect((await paymentsOf(order)).map(({ state }) => state).sort()).toEqual(['captured', 'excess']);
    expect(await tasksOf(order)).toMatchObject([{ kind: 'payment.excess' }]);
  });

  it('and a cancellation at the same moment: the order is paid or cancelled, never both', async () => {
    const order = await confirmed();
    await Promise.allSettled([payOffline(fixture, order), give(fixture, order, 'cancel')]);
    const { state, payment } = await readOrder(fixture, order);
    expect((state === 'cancelled') === (payment === null)).toBe(true);
  });
});
