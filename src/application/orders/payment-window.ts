/**
 * The payment window of a confirmed order: its deadlines, the reminder before its end, and the order's expiry (rules
 * §8.4).
 */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { paymentWindowOf } from '../../domain/orders/payment-window.ts';
import { UNALLOCATED_STATES } from '../../domain/payments/states.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { resolveAgreementTask } from '../agreements/agreement-task.ts';
import { deadlineFieldsOf } from './deadline-fields.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

/** Exclusive end of the payment window of an order that has waited for payment since `since`. */
export function paymentDueAt(order: OrderDocument, since: Instant): Instant {
  return paymentWindowOf(since, order.policies.paymentWindowDays).dueAt;
}

/** Sets the deadlines of a payment window that opens now and returns its exclusive end. */
export function setPaymentDeadlines(unit: UnitOfWork, order: OrderDocument, now: Instant): Instant {
  const { dueAt, remindAt } = paymentWindowOf(now, order.policies.paymentWindowDays);
  const fields = deadlineFieldsOf(order);
  unit.setDeadline({ _id: `payment.due:${order._id}`, kind: 'payment.due', at: dueAt, ...fields });
  if (remindAt !== null) {
    unit.setDeadline({
      _id: `payment.reminder:${order._id}`,
      kind: 'payment.reminder',
      at: remindAt,
      ...fields,
    });
  }
  return dueAt;
}

/** Notifies the platforms that the payment window ends in two days. */
export function remindOfPayment(
  { unit, order }: TransitionContext,
  deadline: DeadlineDocument,
): TransitionEffect {
  const facts = paymentFactsOf(order);
  unit.notify({
    kind: 'order.payment_due',
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at: deadline.at,
    payload: facts,
  });
  return { auditType: 'order.payment_reminded', facts };
}

/**
 * The command `expire_payment`: the payment window is over. The order expires as of the end of the window, however late
 * the workflow processes it.
 */
export async function expirePayment({ unit, order }: TransitionContext): Promise<TransitionEffect> {
  const at = paymentDueAt(order, order.awaitingPaymentAt ?? order.placedAt);
  await unit.clearDeadlines({ orderId: order._id });
  // A payment that is unallocated for want of an agreement can still revive the order once there is one (D-16).
  if (!(await hasUnallocatedPayment(unit, order))) await resolveAgreementTask(unit, order._id, at);
  unit.notify({
    kind: 'order.payment_expired',
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at,
    payload: paymentFactsOf(order),
  });
  return { auditType: 'order.payment_expired', at, changes: { closedAt: at } };
}

function paymentFactsOf(order: OrderDocument): JsonObject {
  const { _id: orderId, reference, total, awaitingPaymentAt, placedAt } = order;
  const payUntil = paymentDueAt(order, awaitingPaymentAt ?? placedAt);
  return { orderId, reference, total: { ...total }, payUntil };
}

async function hasUnallocatedPayment(unit: UnitOfWork, { _id: orderId }: OrderDocument): Promise<boolean> {
  const found = await unit.database.models.payments
    .exists({ orderId, state: { $in: UNALLOCATED_STATES } })
    .session(unit.session);
  return found !== null;
}
