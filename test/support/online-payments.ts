/** Online payments without a provider process: charges are invented, and events are stored as the webhook stores them. */
import { startPayment } from '../../src/application/payments/start-payment.ts';
import { storePaymentEvent } from '../../src/application/payments/store-payment-event.ts';
import type { PaymentProvider, ProviderEvent } from '../../src/payment-providers/provider.ts';
import type { PaymentDocument } from '../../src/storage/collections/payments.ts';
import { newId } from '../../src/infra/ids.ts';
import { TESTER, type OrderFixture } from './order-fixtures.ts';

const PROVIDER: PaymentProvider = {
  name: 'fake',
  createCharge: ({ paymentId }) => Promise.resolve({ providerReference: `charge of ${paymentId}` }),
  refund: () => Promise.reject(new Error('this provider gives nothing back')),
  choices: [],
  verifyEvent: () => {
    throw new Error('this provider signs nothing');
  },
};

/** Starts a payment. `providerReports` decides its outcome. */
export async function payOnline(fixture: OrderFixture, order: { _id: string }): Promise<PaymentDocument> {
  return startPayment(fixture, PROVIDER, {
    orderId: order._id,
    paymentId: newId('pay'),
    token: 'tok_ok',
    actor: TESTER,
  });
}

/** Stores a provider event about a payment. The relay applies it. */
export async function providerReports(
  fixture: OrderFixture,
  payment: PaymentDocument,
  type: 'payment.captured' | 'payment.declined',
): Promise<void> {
  const event: ProviderEvent = {
    eventId: newId('pay'),
    type,
    paymentId: payment._id,
    providerReference: payment.providerReference!,
    amount: payment.amount,
    occurredAt: fixture.serverNow(),
    metadata: {},
  };
  await storePaymentEvent(fixture, PROVIDER.name, event, TESTER);
}
