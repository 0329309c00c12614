/** Records refunds and their completion. `pay-refund.ts` pays them through the provider that took the money. */
import type { RefundId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { RefundDocument } from '../../storage/collections/refunds.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

export interface OpenRefund extends Pick<
  RefundDocument,
  'paymentId' | 'amount' | 'lines' | 'reason' | 'agreementId' | 'clause'
> {
  readonly refundId: RefundId;
  readonly at: Instant;
}

/**
 * Records a refund and queues its payment; returns it as it is stored. An offline payment is refunded offline, and an
 * amount of 0 needs no transfer (D-19): such a refund is `paid` at once.
 */
export async function openRefund(
  unit: UnitOfWork,
  order: OrderDocument,
  { refundId, at, ...details }: OpenRefund,
): Promise<RefundDocument> {
  const { models } = unit.database;
  const payment = await models.payments.findById(details.paymentId).session(unit.session).orFail().lean();
  const refund: RefundDocument = {
    _id: refundId,
    orderId: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    state: 'pending',
    ...details,
    createdAt: at,
    paidAt: null,
    refundReference: null,
  };
  await models.refunds.insertMany([refund], { session: unit.session });
  unit.audit({
    type: 'refund.opened',
    at,
    accountId: order.accountId,
    orderId: order._id,
    reason: refund.reason,
    facts: {
      refundId,
      paymentId: refund.paymentId,
      amount: { ...refund.amount },
      lines: refund.lines.map(({ lineId, quantity, amount }) => ({
        lineId,
        quantity,
        amount: { ...amount },
      })),
      agreementId: refund.agreementId,
      clause: refund.clause,
    },
  });
  if (payment.provider === null || refund.amount.amountMinor === 0)
    return completeRefund(unit, refund, payment, at);
  unit.publish(order.accountId, { type: 'refund.pay', refundId });
  unit.publish(order.accountId, {
    type: 'workflow.signal',
    workflowId: workflowIdOf('order', order._id),
    reason: 'refund.opened',
  });
  return refund;
}

/** Marks a refund as paid, and its payment as refunded once everything is. Notifies the platforms and the workflow. */
export async function completeRefund(
  unit: UnitOfWork,
  refund: RefundDocument,
  payment: PaymentDocument,
  at: Instant,
): Promise<RefundDocument> {
  const { refunds, payments, orders } = unit.database.models;
  const { session } = unit;
  const { _id, orderId, accountId, sandbox, amount } = refund;
  await refunds.updateOne({ _id }, { $set: { state: 'paid', paidAt: at } }, { session });
  const paid = await refunds
    .find({ paymentId: payment._id, state: 'paid' }, { amount: 1 })
    .session(session)
    .lean();
  const returnedMinor = paid.reduce((sum, one) => sum + one.amount.amountMinor, 0);
  if (returnedMinor >= payment.amount.amountMinor) {
    await payments.updateOne({ _id: payment._id }, { $set: { state: 'refunded' } }, { session });
    await orders.updateOne(
      { _id: orderId, 'payment.paymentId': payment._id },
      { $set: { 'payment.state': 'refunded', paymentState: 'refunded' }, $inc: { revision: 1 } },
      { session },
    );
  }
  const facts = { refundId: _id, orderId, paymentId: payment._id, amount: { ...amount } };
  unit.audit({ type: 'refund.paid', at, accountId, orderId, facts });
  const order = await orders.findById(orderId, { reference: 1 }).session(session).orFail().lean();
  unit.notify({
    kind: 'order.refunded',
    cause: _id,
    accountId,
    sandbox,
    at,
    payload: { ...facts, reference: order.reference, refundedAt: at },
  });
  unit.publish(accountId, {
    type: 'workflow.signal',
    workflowId: workflowIdOf('order', orderId),
    reason: 'refund.paid',
  });
  return { ...refund, state: 'paid', paidAt: at };
}
