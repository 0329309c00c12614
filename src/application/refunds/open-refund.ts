/** Money on its way back: recorded with its reason, then paid by whoever took it. */
import type { RefundId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { RefundDocument } from '../../storage/collections/refunds.ts';
import type { TaskDocument } from '../../storage/collections/tasks.ts';
import {
  SYSTEM,
  transact,
  type TransactionDependencies,
  type UnitOfWork,
} from '../../storage/unit-of-work.ts';
import { ProviderRejectedError } from '../../payment-providers/provider-errors.ts';
import type { PaymentProvider } from '../../payment-providers/provider.ts';

export interface OpenRefund extends Pick<
  RefundDocument,
  'paymentId' | 'amount' | 'lines' | 'reason' | 'agreementId' | 'clause'
> {
  readonly refundId: RefundId;
  readonly at: Instant;
}

/**
 * Records a refund. What came outside a provider goes back outside it, and nothing has to be sent for an amount of 0 (D-19):
 * such a refund is paid when it is recorded.
 */
export async function openRefund(
  unit: UnitOfWork,
  order: OrderDocument,
  { refundId, at, ...asked }: OpenRefund,
): Promise<RefundDocument> {
  const { models } = unit.database;
  const payment = await models.payments.findById(asked.paymentId).session(unit.session).orFail().lean();
  const refund: RefundDocument = {
    _id: refundId,
    orderId: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    state: 'pending',
    ...asked,
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
    return settleRefund(unit, refund, payment, at);
  unit.publish(order.accountId, { type: 'refund.pay', refundId });
  unit.publish(order.accountId, {
    type: 'workflow.signal',
    workflowId: workflowIdOf('order', order._id),
    reason: 'refund.opened',
  });
  return refund;
}

/** The money has gone back. */
async function settleRefund(
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
      { $set: { 'payment.state': 'refunded' }, $inc: { revision: 1 } },
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

/**
 * Asks the provider to pay a refund; asked again, it pays once. Its event tells when the money has gone. A refund that the
 * provider refuses for good is left to an operator.
 */
export async function payRefund(
  dependencies: TransactionDependencies,
  providers: readonly PaymentProvider[],
  refundId: RefundId,
): Promise<void> {
  const { refunds, payments } = dependencies.database.models;
  const refund = await refunds.findById(refundId).lean();
  if (refund === null || refund.state === 'paid') return;
  const payment = await payments.findById(refund.paymentId).orFail().lean();
  const provider = providers.find(({ name }) => name === payment.provider);
  if (provider === undefined || payment.providerReference === null) {
    throw new Error(
      `refund ${refundId} cannot be paid: provider ${payment.provider ?? 'none'} is not configured`,
    );
  }
  try {
    const { refundReference } = await provider.refund({
      refundId,
      providerReference: payment.providerReference,
      amount: refund.amount,
    });
    await refunds.updateOne({ _id: refundId }, { $set: { refundReference } });
  } catch (error) {
    if (!(error instanceof ProviderRejectedError)) throw error;
    await transact(dependencies, SYSTEM, (unit) => refuseRefund(unit, refund, error));
  }
}

/** A provider's word that a refund was paid. Returns what became of it. */
export async function refundPaid(unit: UnitOfWork, refund: RefundDocument): Promise<string> {
  if (refund.state === 'paid') return 'ignored';
  const payment = await unit.database.models.payments
    .findById(refund.paymentId)
    .session(unit.session)
    .orFail()
    .lean();
  await settleRefund(unit, refund, payment, await unit.accountNow(refund.accountId));
  return 'refunded';
}

/** The provider will not pay the refund: an operator sends the money another way, and resolves the task once it has gone. */
async function refuseRefund(
  unit: UnitOfWork,
  refund: RefundDocument,
  { provider, code }: ProviderRejectedError,
): Promise<void> {
  const { _id: refundId, orderId, accountId, sandbox, paymentId, amount } = refund;
  const at = await unit.accountNow(accountId);
  const facts = { refundId, paymentId, provider, providerCode: code, amount: { ...amount } };
  unit.openTask({
    kind: 'message.undeliverable',
    cause: refundId,
    accountId,
    sandbox,
    orderId,
    at,
    dueAt: at,
    facts,
  });
  unit.audit({ type: 'refund.refused', at, accountId, orderId, facts });
}

/** An operator has resolved the task of a refund that no provider pays: the money has gone another way. */
export async function settleRefusedRefund(unit: UnitOfWork, task: TaskDocument): Promise<void> {
  const refundId = task.facts['refundId'];
  if (task.kind !== 'message.undeliverable' || typeof refundId !== 'string') return;
  const refund = await unit.database.models.refunds.findById(refundId).session(unit.session).lean();
  if (refund !== null) await refundPaid(unit, refund);
}
