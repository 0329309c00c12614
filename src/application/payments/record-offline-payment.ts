/** Records money that came outside the provider; it buys from the instant it was received (rules §8.4). */
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderId, PaymentId } from '../../domain/ids.ts';
import type { PaymentDocument, PaymentEvidence } from '../../storage/collections/payments.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { assertPayable } from './payable.ts';
import { applyCapture } from './apply-capture.ts';

export interface OfflinePayment {
  readonly orderId: OrderId;
  readonly paymentId: PaymentId;
  readonly reference: string;
  readonly amount: { readonly amountMinor: number; readonly currency: string };
  /** Default: now. */
  readonly receivedAt?: Instant;
  readonly evidence: PaymentEvidence;
}

/**
 * Money that cannot pay the order (a wrong amount, no agreement, an order that is paid or over) is recorded too, for an
 * operator to decide. Refuses money for an order that was never confirmed.
 */
export async function recordOfflinePayment(
  unit: UnitOfWork,
  request: OfflinePayment,
): Promise<PaymentDocument> {
  const order = await unit.database.models.orders.findById(request.orderId).session(unit.session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: request.orderId });
  const now = await unit.accountNow(order.accountId);
  // An order that was not confirmed has no price to pay yet.
  if (order.awaitingPaymentAt === null) await assertPayable(unit, order, now);
  const receivedAt = request.receivedAt ?? now;
  const earliest = order.awaitingPaymentAt ?? now;
  if (receivedAt < earliest || receivedAt > now) {
    throw new DomainError('payment_time_invalid', { receivedAt, earliest, latest: now });
  }
  return applyCapture(
    unit,
    order,
    {
      paymentId: request.paymentId,
      method: 'offline',
      amount: request.amount,
      capturedAt: receivedAt,
      arrivedAt: receivedAt,
      attemptedAt: receivedAt,
      provider: null,
      providerReference: null,
      reference: request.reference,
      evidence: request.evidence,
    },
    now,
  );
}
