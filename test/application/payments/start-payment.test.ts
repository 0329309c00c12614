/** Online payments, and the agreement that a payment needs (rules §8.4, AMB-32, D-16). */
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { applyUnallocatedPayment } from '../../../src/application/payments/unallocated-payments.ts';
import { startPayment } from '../../../src/application/payments/start-payment.ts';
import { ProviderRejectedError } from '../../../src/payment-providers/provider-errors.ts';
import type { PaymentProvider } from '../../../src/payment-providers/provider.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { newId } from '../../../src/infra/ids.ts';
import {
  openAccount,
  orderOf,
  payOffline,
  readOrder,
  signAgreement,
  auditTrailOf,
  TESTER,
} from '../../support/order-fixtures.ts';
import { START, PAY_UNTIL, provider, eventOf, paymentSteps } from '../../support/payment-steps.ts';
import { applyCommand } from '../../support/order-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const { fixture, clock } = useHeldFixture(START);
const { confirmed, charge, receive, paymentsOf, openTasksOf, endAgreement } = paymentSteps(fixture);

const accountOf = ({ accountId }: OrderDocument) =>
  fixture.database.models.accounts.findById(accountId).orFail().lean();
const applyTo = (order: OrderDocument, paymentId: string) =>
  runTransaction(fixture, TESTER, (unit) =>
    applyUnallocatedPayment(unit, paymentId, order._id, 'Meant for it'),
  );

describe('a payment', () => {
  it('is not started after the payment window, whether or not its end is processed', async () => {
    const order = await confirmed();
    clock.stand = PAY_UNTIL;
    await expect(charge(order)).rejects.toMatchObject({
      code: 'illegal_transition',
      evidence: { state: 'payment_expired', payUntil: PAY_UNTIL },
    });
    expect(await paymentsOf(order)).toEqual([]);
  });

  it('is not started after the agreement has ended (AMB-32), and the error names what is missing', async () => {
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

  it('that the provider rejects is declined at once, also when it is repeated, and another one pays', async () => {
    const order = await confirmed();
    const createCharge = jest.fn(() => Promise.reject(new ProviderRejectedError('bank', 402, 'card_stolen')));
    const rejecting = { ...provider, createCharge } as unknown as PaymentProvider;
    const request = { orderId: order._id, paymentId: newId('pay'), token: 'tok', actor: TESTER };
    const declined = { _id: request.paymentId, state: 'declined', reason: 'refused_by_provider' };
    expect(await startPayment(fixture, rejecting, request)).toMatchObject(declined);
    expect(await startPayment(fixture, rejecting, request)).toMatchObject(declined);
    expect(createCharge).toHaveBeenCalledTimes(1);
    expect((await auditTrailOf(fixture, order)).at(-1)).toMatchObject({
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
    expect(
      (await auditTrailOf(fixture, order)).filter(({ type }) => type === 'payment.started'),
    ).toHaveLength(1);
  });
});

describe('an agreement (AMB-32, D-16)', () => {
  it.each([
    ['a millisecond before', 'captured', -1],
    ['at', 'late', 0],
    ['a millisecond after', 'late', 1],
  ] as const)(
    'that was terminated covers an offline payment received %s that instant: %s',
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

  it('that had ended when the attempt began leaves the payment unallocated and opens a task for sales; it is applied later', async () => {
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

  it('signed after the order expired allows an earlier payment to be applied, which revives the order', async () => {
    const order = await confirmed();
    await endAgreement(order, START);
    const inTime = await payOffline(fixture, order);
    clock.stand = PAY_UNTIL;
    await applyCommand(fixture, order, 'expire_payment');
    const afterwards = await payOffline(fixture, order);
    expect([inTime.reason, afterwards.reason]).toEqual(['agreement_required', 'payment_window_over']);
    await signAgreement(fixture, await accountOf(order));

    await expect(applyTo(order, afterwards._id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await applyTo(order, inTime._id)).toMatchObject({ state: 'captured' });
    expect(await applyCommand(fixture, order, 'start_fulfilment')).toMatchObject({
      state: 'fulfilling',
      payment: { capturedAt: PAY_UNTIL },
    });
  });
});
