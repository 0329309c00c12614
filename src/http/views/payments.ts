/** A payment as responses show it. */
import type { Payment } from '../../contracts/payments.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';

export function paymentView(payment: PaymentDocument): Payment {
  const { capturedAt, provider, providerReference, checkoutUrl, reference, evidence, reason } = payment;
  return {
    id: payment._id,
    orderId: payment.orderId,
    accountId: payment.accountId,
    method: payment.method,
    state: payment.state,
    amount: payment.amount,
    createdAt: payment.createdAt,
    ...(capturedAt === null ? {} : { capturedAt }),
    ...(provider === null ? {} : { provider }),
    ...(providerReference === null ? {} : { providerReference }),
    ...(checkoutUrl === null ? {} : { checkoutUrl }),
    ...(reference === null ? {} : { reference }),
    ...(evidence === null ? {} : { evidence }),
    ...(reason === null ? {} : { reason }),
  };
}
