/** Money on its way back: recorded with its reason, then paid by whoever took it. */
import type { Instant } from '../domain/instant.ts';
import { ownerOf } from '../domain/owners.ts';
import type { OrderDocument } from '../persistence/models/order.ts';
import type { PaymentDocument } from '../persistence/models/payment.ts';
import type { RefundDocument } from '../persistence/models/refund.ts';
import type { TransactionDependencies, UnitOfWork } from '../persistence/unit-of-work.ts';
import type { PaymentProvider } from '../payments/provider.ts';

export interface OpenRefund extends Pick<
  RefundDocument,
  'paymentId' | 'amount' | 'lines' | 'reason' | 'agreementId' | 'clause'
> {
  readonly refundId: string;
  readonly at: Instant;
}

/** Records a refund. What came outside a provider goes back outside it: such a refund is paid when it is recorded. */
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
  if (payment.provider === null) return settleRefund(unit, refund, payment, at);
  unit.tell(order.accountId, { type: 'refund.pay', refundId });
  unit.tell(order.accountId, {
    type: 'keeper.poke',
    owner: ownerOf('order', order._id),
    because: 'refund.opened',
  });
  return refund;
}

/** The money has gone back. */
export async function settleRefund(
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
  unit.notify({ kind: 'order.refunded', cause: _id, accountId, sandbox, at, payload: facts });
  unit.tell(accountId, { type: 'keeper.poke', owner: ownerOf('order', orderId), because: 'refund.paid' });
  return { ...refund, state: 'paid', paidAt: at };
}

/** Asks the provider to pay a refund; asked again, it pays once. Its event tells when the money has gone. */
export async function payRefund(
  { database }: TransactionDependencies,
  providers: readonly PaymentProvider[],
  refundId: string,
): Promise<void> {
  const { refunds, payments } = database.models;
  const refund = await refunds.findById(refundId).lean();
  if (refund === null || refund.state === 'paid') return;
  const payment = await payments.findById(refund.paymentId).orFail().lean();
  const provider = providers.find(({ name }) => name === payment.provider);
  if (provider === undefined || payment.providerReference === null) {
    throw new Error(
      `refund ${refundId} cannot be paid: provider ${payment.provider ?? 'none'} is not configured`,
    );
  }
  const { refundReference } = await provider.refund({
    refundId,
    providerReference: payment.providerReference,
    amount: refund.amount,
  });
  await refunds.updateOne({ _id: refundId }, { $set: { refundReference } });
}

/** A provider's word that a refund was paid. Returns what became of it. */
export async function refundPaid(unit: UnitOfWork, refundId: string): Promise<string> {
  const { refunds, payments } = unit.database.models;
  const refund = await refunds.findById(refundId).session(unit.session).lean();
  if (refund === null) return 'unknown_refund';
  if (refund.state === 'paid') return 'ignored';
  const payment = await payments.findById(refund.paymentId).session(unit.session).orFail().lean();
  await settleRefund(unit, refund, payment, await unit.accountNow(refund.accountId));
  return 'refunded';
}
