/**
 * Records an offline payment, such as a bank transfer. It takes effect from the instant it was received (rules §8.4).
 */
import type { EvidenceInput } from '../../contracts/primitives.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderId, PaymentId } from '../../domain/ids.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { assertMayUse, type Caller } from '../access/caller.ts';
import { resolveEvidence } from '../files/resolve-document.ts';
import { assertPayable } from './payable.ts';
import { applyCapture } from './apply-capture.ts';

export interface OfflinePayment {
  readonly orderId: OrderId;
  readonly paymentId: PaymentId;
  readonly reference: string;
  readonly amount: { readonly amountMinor: number; readonly currency: string };
  /** Account time; default: now. */
  readonly receivedAt?: Instant | undefined;
  readonly evidence: EvidenceInput;
}

/** Throws `customer_buys_online` for a customer, and `forbidden` unless the caller is an operator. */
export function assertMayRecordPayment(caller: Caller): void {
  assertMayUse(caller, 'offline');
  if (!caller.roles.includes('operator')) throw new DomainError('forbidden', { roles: ['operator'] });
}

/**
 * Returns the payment. A payment that cannot pay the order (wrong amount, no agreement, order already paid or closed)
 * is recorded as unallocated. Throws for an order that was never confirmed, as `assertPayable` does, and
 * `validation_failed` for a `receivedAt` before the confirmation or in the future.
 */
export async function recordOfflinePayment(
  unit: UnitOfWork,
  request: OfflinePayment,
): Promise<PaymentDocument> {
  const order = await unit.database.models.orders.findById(request.orderId).session(unit.session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: request.orderId });
  const { database, session } = unit;
  const evidence = await resolveEvidence(database, order.accountId, request.evidence, session);
  const now = await unit.accountNow(order.accountId);
  // An order that was never confirmed cannot be paid yet.
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
      evidence,
    },
    now,
  );
}
