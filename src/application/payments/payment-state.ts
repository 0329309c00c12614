/** What an order shows of its payment, and the state by which lists find it. */
import type { OrderId } from '../../domain/ids.ts';
import type { OrderPayment, OrderPaymentState } from '../../storage/collections/orders.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

type Attempt = Pick<PaymentDocument, 'state'>;

/** The newest attempt to pay that is pending or was declined. `payments` are in order, the oldest first. */
export function latestAttempt<Payment extends Attempt>(payments: readonly Payment[]): Payment | undefined {
  return payments.findLast(({ state }) => state === 'pending' || state === 'declined');
}

/** The state of the payment that bought the order; before that of the newest attempt. */
function paymentStateOf(payment: OrderPayment | null, payments: readonly Attempt[]): OrderPaymentState {
  if (payment !== null) return payment.state;
  const attempt = latestAttempt(payments);
  return attempt === undefined ? 'none' : attempt.state === 'declined' ? 'declined' : 'pending';
}

/** Stores the payment state of an order after one of its attempts has ended. */
export async function storePaymentState(unit: UnitOfWork, orderId: OrderId): Promise<void> {
  const { session } = unit;
  const { orders, payments } = unit.database.models;
  const order = await orders.findById(orderId, { payment: 1 }).session(session).orFail().lean();
  const attempts = await payments
    .find({ orderId }, { state: 1 })
    .sort({ orderId: -1, recordedAt: 1, _id: 1 })
    .session(session)
    .lean();
  const paymentState = paymentStateOf(order.payment, attempts);
  await orders.updateOne({ _id: orderId }, { $set: { paymentState } }, { session });
}
