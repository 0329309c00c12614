/** Whether an order can be paid, and with which error it cannot (rules §8.4). */
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { paymentDueAt } from '../orders/payment-window.ts';
import { requireAgreement } from '../agreements/agreement-check.ts';
import { assertNotLicensedElsewhere } from '../orders/perpetual-licences.ts';
import { assertNotQueuedTooFar } from '../orders/queued-cover.ts';
import { assertLegal, isUnpaid } from '../orders/legal-commands.ts';

/**
 * Throws unless the order can be paid now: `agreement_required`, also before the order is confirmed;
 * `illegal_transition`; or `order_invalid` if one of its licences is already paid for, or a term would be paid too far
 * ahead. The stored end of the payment window decides, whether or not the order's workflow has processed it.
 */
export async function assertPayable(unit: UnitOfWork, order: OrderDocument, now: Instant): Promise<void> {
  const { state, awaitingPaymentAt } = order;
  const dueAt = awaitingPaymentAt === null ? null : paymentDueAt(order, awaitingPaymentAt);
  if (state === 'awaiting_payment' && dueAt !== null && now >= dueAt) {
    throw new DomainError('illegal_transition', {
      subject: 'order',
      orderId: order._id,
      state: 'payment_expired',
      command: 'pay',
      payUntil: dueAt,
      possible: '—',
    });
  }
  if (isUnpaid(order)) await requireAgreement(unit, order, now);
  assertLegal(order, 'pay');
  await assertNotLicensedElsewhere(unit, order);
  await assertNotQueuedTooFar(unit, order, now);
}

/** True in the states in which a capture that arrived within the payment window pays the order. */
export function canStillBePaid({ state, payment }: OrderDocument): boolean {
  return payment === null && (state === 'awaiting_payment' || state === 'payment_expired');
}
