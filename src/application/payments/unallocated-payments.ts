/** Unallocated payments: an operator refunds one or applies it to an order (rules §8.4). */
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderId, PaymentId, RefundId } from '../../domain/ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import { taskIdOf } from '../../storage/side-effects.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { resolveAgreementTask } from '../agreements/agreement-task.ts';
import { paymentDueAt } from '../orders/payment-window.ts';
import { openRefund } from '../refunds/open-refund.ts';
import { requireAgreement } from '../agreements/agreement-check.ts';
import { assertNotLicensedElsewhere } from '../orders/perpetual-licences.ts';
import { assertNotQueuedTooFar } from '../orders/queued-cover.ts';
import { applyCapture, UNALLOCATED_PAYMENT_TASKS } from './apply-capture.ts';
import { canStillBePaid } from './payable.ts';
import { resolveTask } from '../tasks/resolve-task.ts';

/**
 * Refunds the payment in full and returns it. Throws `not_found`, or `conflict` for a payment that is not unallocated.
 */
export async function refundUnallocatedPayment(
  unit: UnitOfWork,
  paymentId: PaymentId,
  refundId: RefundId,
  reason: string,
): Promise<PaymentDocument> {
  const { models } = unit.database;
  const { payment, order } = await readUnallocatedPayment(unit, paymentId);
  const at = await unit.accountNow(payment.accountId);
  // Without this payment, an agreement can no longer revive the expired order.
  if (order.state === 'payment_expired') await resolveAgreementTask(unit, order._id, at);
  await resolvePaymentTask(unit, payment, reason);
  await models.payments.updateOne(
    { _id: paymentId },
    { $set: { state: 'refunded' as const } },
    { session: unit.session },
  );
  await openRefund(unit, order, {
    refundId,
    paymentId,
    amount: payment.amount,
    lines: [],
    reason,
    agreementId: null,
    clause: null,
    at,
  });
  return { ...payment, state: 'refunded' };
}

/**
 * Pays an order of the same account with the payment, and returns the payment. The purchase takes effect now, under an
 * agreement that is active now; the amount must equal the order's total. Throws `not_found`, `conflict`,
 * `agreement_required` or `order_invalid`.
 */
export async function applyUnallocatedPayment(
  unit: UnitOfWork,
  paymentId: PaymentId,
  orderId: OrderId,
  reason: string,
): Promise<PaymentDocument> {
  const { models } = unit.database;
  const { payment } = await readUnallocatedPayment(unit, paymentId);
  const target = await models.orders.findById(orderId).session(unit.session).lean();
  if (target?.accountId !== payment.accountId)
    throw new DomainError('not_found', { kind: 'order', id: orderId });
  const now = await unit.accountNow(payment.accountId);
  const arrivedAt = payment.capturedAt ?? now;
  assertApplicable(payment, target, arrivedAt);
  await requireAgreement(unit, target, now);
  await assertNotLicensedElsewhere(unit, target);
  await assertNotQueuedTooFar(unit, target, now);
  await resolvePaymentTask(unit, payment, reason);
  await models.payments.updateOne({ _id: paymentId }, { $set: { orderId } }, { session: unit.session });
  await applyCapture(
    unit,
    target,
    {
      paymentId,
      method: payment.method,
      amount: payment.amount,
      capturedAt: now,
      arrivedAt,
      attemptedAt: now,
      provider: payment.provider,
      providerReference: payment.providerReference,
      reference: payment.reference,
      evidence: payment.evidence,
    },
    now,
  );
  unit.audit({
    type: 'payment.applied',
    at: now,
    accountId: payment.accountId,
    orderId,
    reason,
    facts: { paymentId, cameFor: payment.orderId },
  });
  return models.payments.findById(paymentId).session(unit.session).orFail().lean();
}

async function readUnallocatedPayment(
  unit: UnitOfWork,
  paymentId: PaymentId,
): Promise<{ payment: PaymentDocument; order: OrderDocument }> {
  const { models } = unit.database;
  const payment = await models.payments.findById(paymentId).session(unit.session).lean();
  if (payment === null) throw new DomainError('not_found', { kind: 'payment', id: paymentId });
  const { state, orderId } = payment;
  if (!(state in UNALLOCATED_PAYMENT_TASKS))
    throw new DomainError('payment_allocated', { paymentId, state, orderId });
  const order = await models.orders.findById(orderId).session(unit.session).orFail().lean();
  return { payment, order };
}

/** Throws `conflict` unless the amount equals the total and the payment arrived within the order's payment window. */
function assertApplicable({ _id, amount }: PaymentDocument, order: OrderDocument, arrivedAt: Instant): void {
  const { total, state, awaitingPaymentAt } = order;
  const same = amount.amountMinor === total.amountMinor && amount.currency === total.currency;
  const inTime = awaitingPaymentAt !== null && arrivedAt < paymentDueAt(order, awaitingPaymentAt);
  if (same && inTime && canStillBePaid(order)) return;
  throw new DomainError('payment_not_applicable', {
    paymentId: _id,
    orderId: order._id,
    state,
    expected: `${total.amountMinor} ${total.currency}`,
    given: `${amount.amountMinor} ${amount.currency}`,
  });
}

/** Resolves the task that asked for the operator's decision. */
async function resolvePaymentTask(unit: UnitOfWork, payment: PaymentDocument, reason: string): Promise<void> {
  const tasks = await unit.tasksSoFar();
  const kind = UNALLOCATED_PAYMENT_TASKS[payment.state as keyof typeof UNALLOCATED_PAYMENT_TASKS];
  const task = await tasks.findById(taskIdOf(kind, payment._id)).session(unit.session).lean();
  if (task?.state === 'open') await resolveTask(unit, task, reason);
}
