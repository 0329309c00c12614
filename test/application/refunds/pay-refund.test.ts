/** Refunds of unallocated payments, paid through the provider (rules §8.15, D-19). */
import { payRefund } from '../../../src/application/refunds/pay-refund.ts';
import { resolveTask } from '../../../src/application/tasks/resolve-task.ts';
import { refundUnallocatedPayment } from '../../../src/application/payments/unallocated-payments.ts';
import {
  ProviderRejectedError,
  ProviderUnavailableError,
} from '../../../src/payment-providers/provider-errors.ts';
import type { PaymentProvider } from '../../../src/payment-providers/provider.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { newId } from '../../../src/infra/ids.ts';
import { readOrder, auditTrailOf, TESTER } from '../../support/order-fixtures.ts';
import { START, eventOf, paymentSteps, provider } from '../../support/payment-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const { fixture } = useHeldFixture(START);
const { tasksOf, confirmed, charge, receive } = paymentSteps(fixture);

/** Receives a payment of this amount, which is not the order's total, and refunds it. Returns the refund's id. */
async function refundOf(order: OrderDocument, amountMinor: number): Promise<string> {
  const paymentId = await charge(order);
  await receive(eventOf(paymentId, order, { amount: { ...order.total, amountMinor } }));
  const refundId = newId('ref');
  await runTransaction(fixture, TESTER, (unit) =>
    refundUnallocatedPayment(unit, paymentId, refundId, 'Wrong amount'),
  );
  return refundId;
}

describe('a refund', () => {
  const refunding = (refund: () => Promise<{ refundReference: string }>) =>
    [{ ...provider, refund } as unknown as PaymentProvider] as const;

  it('that the provider rejects opens a task, and is paid when an operator resolves it', async () => {
    const order = await confirmed();
    const refundId = await refundOf(order, 1);
    const rejecting = refunding(() => Promise.reject(new ProviderRejectedError('bank', 422, 'too_old')));
    await payRefund(fixture, rejecting, refundId);
    await payRefund(fixture, rejecting, refundId);
    const open = (await tasksOf(order)).filter(({ state }) => state === 'open');
    expect(open).toMatchObject([
      { kind: 'message.undeliverable', role: 'operator', facts: { refundId, providerCode: 'too_old' } },
    ]);
    expect(await readOrder(fixture, order)).toMatchObject({ needsAttention: true });

    await runTransaction(fixture, TESTER, (unit) => resolveTask(unit, open[0]!, 'Sent by bank transfer'));
    expect(await fixture.database.models.refunds.findById(refundId).lean()).toMatchObject({
      state: 'paid',
      paidAt: START,
    });
    expect((await auditTrailOf(fixture, order)).map(({ type }) => type)).toContain('refund.paid');
  });

  it('is requested again if the provider is unavailable', async () => {
    const order = await confirmed();
    const refundId = await refundOf(order, 1);
    const unavailable = refunding(() => Promise.reject(new ProviderUnavailableError('bank')));
    await expect(payRefund(fixture, unavailable, refundId)).rejects.toBeInstanceOf(ProviderUnavailableError);
    expect((await tasksOf(order)).filter(({ state }) => state === 'open')).toEqual([]);
  });

  it('of 0 is paid when it is recorded, without the provider (D-19)', async () => {
    const order = await confirmed();
    const refundId = await refundOf(order, 0);
    expect(await fixture.database.models.refunds.findById(refundId).lean()).toMatchObject({ state: 'paid' });
    expect(await fixture.database.models.outbox.exists({ 'message.refundId': refundId })).toBeNull();
  });
});
