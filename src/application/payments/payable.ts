/** Whether an order can be paid now; if not, the true reason (rules §8.4). */
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { paymentDueAt } from '../orders/payment-window.ts';
import { requireAgreement } from '../agreements/agreement-check.ts';
import { assertNotLicensedElsewhere } from '../orders/perpetual-licences.ts';
import { assertNotQueuedTooFar } from '../orders/queued-cover.ts';
import { assertLegal } from '../orders/legal-commands.ts';

/**
 * Refuses with `agreement_required`, also before the order is confirmed; `illegal_transition`; or `order_invalid` where a
 * licence of it is paid for already, or a term of it would be paid too far ahead. The stored instant decides, whether the order's workflow has noticed it or not.
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

/** True for an order that is neither paid nor over. */
export function isUnpaid({ state, payment }: OrderDocument): boolean {
  const waits =
    state === 'awaiting_agreement' || state === 'awaiting_confirmation' || state === 'awaiting_payment';
  return waits && payment === null;
}
