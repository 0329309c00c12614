/** What an operator does with money that paid nothing: gives it back, or applies it to an order (rules §8.4). */
import type { Instant } from '../domain/instant.ts';
import { DomainError } from '../domain/refusals.ts';
import type { OrderDocument } from '../persistence/models/order.ts';
import type { PaymentDocument } from '../persistence/models/payment.ts';
import { taskIdOf, type UnitOfWork } from '../persistence/unit-of-work.ts';
import { paymentDueAt } from './commands.ts';
import { openRefund } from './open-refund.ts';
import { receiveMoney, SPARE_MONEY_TASKS } from './receive-money.ts';
import { resolveTask } from './resolve-task.ts';

/** Sends the money back to where it came from. Refuses with `conflict` what is not spare. */
export async function refundSpareMoney(
  unit: UnitOfWork,
  paymentId: string,
  refundId: string,
  reason: string,
): Promise<PaymentDocument> {
  const { models } = unit.database;
  const { payment, order } = await readSpareMoney(unit, paymentId);
  const at = await unit.accountNow(payment.accountId);
  await closeTask(unit, payment, reason);
  await models.payments.updateOne(
    { _id: paymentId },
    { $set: { state: 'refunded' } },
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

/** Pays an order of the same account with the money, as if it came in now. The amount must be exactly what it costs. */
export async function applySpareMoney(
  unit: UnitOfWork,
  paymentId: string,
  orderId: string,
  reason: string,
): Promise<PaymentDocument> {
  const { models } = unit.database;
  const { payment } = await readSpareMoney(unit, paymentId);
  const target = await models.orders.findById(orderId).session(unit.session).lean();
  if (target?.accountId !== payment.accountId)
    throw new DomainError('not_found', { kind: 'order', id: orderId });
  const now = await unit.accountNow(payment.accountId);
  assertApplicable(payment, target, now);
  await closeTask(unit, payment, reason);
  await models.payments.updateOne({ _id: paymentId }, { $set: { orderId } }, { session: unit.session });
  await receiveMoney(
    unit,
    target,
    {
      paymentId,
      method: payment.method,
      amount: payment.amount,
      capturedAt: now,
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

async function readSpareMoney(
  unit: UnitOfWork,
  paymentId: string,
): Promise<{ payment: PaymentDocument; order: OrderDocument }> {
  const { models } = unit.database;
  const payment = await models.payments.findById(paymentId).session(unit.session).lean();
  if (payment === null) throw new DomainError('not_found', { kind: 'payment', id: paymentId });
  const { state, orderId } = payment;
  if (!(state in SPARE_MONEY_TASKS))
    throw new DomainError('payment_not_spare', { paymentId, state, orderId });
  const order = await models.orders.findById(orderId).session(unit.session).orFail().lean();
  return { payment, order };
}

function assertApplicable({ _id, amount }: PaymentDocument, order: OrderDocument, now: Instant): void {
  const { total, state } = order;
  const same = amount.amountMinor === total.amountMinor && amount.currency === total.currency;
  const { awaitingPaymentAt, payment } = order;
  const waits = state === 'awaiting_payment' && payment === null && awaitingPaymentAt !== null;
  if (same && waits && now < paymentDueAt(order, awaitingPaymentAt)) return;
  throw new DomainError('payment_not_applicable', {
    paymentId: _id,
    orderId: order._id,
    state,
    expected: `${total.amountMinor} ${total.currency}`,
    given: `${amount.amountMinor} ${amount.currency}`,
  });
}

/** The operator has decided: the task that asked for it is done. */
async function closeTask(unit: UnitOfWork, payment: PaymentDocument, reason: string): Promise<void> {
  const { tasks } = unit.database.models;
  const kind = SPARE_MONEY_TASKS[payment.state as keyof typeof SPARE_MONEY_TASKS];
  const task = await tasks.findById(taskIdOf(kind, payment._id)).session(unit.session).lean();
  if (task?.state === 'open') await resolveTask(unit, task, reason);
}
