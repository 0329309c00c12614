/** Starts an online payment: records the attempt, then creates the charge at the provider under the payment's id. */
import { DomainError } from '../../domain/errors.ts';
import type { OrderId, PaymentId } from '../../domain/ids.ts';
import { ProviderRejectedError } from '../../payment-providers/provider-errors.ts';
import type { Charge, PaymentProvider } from '../../payment-providers/provider.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { Actor } from '../../storage/actor.ts';
import { runTransaction } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { assertPayable } from './payable.ts';
import type { OrderDependencies } from '../orders/read-order-view.ts';
import { auditPayment } from './apply-capture.ts';
import { storePaymentState } from './payment-state.ts';

export interface StartPayment {
  readonly orderId: OrderId;
  /** Derived from the request, so that a repeat is the same payment. */
  readonly paymentId: PaymentId;
  /** The buyer's payment token; passed to the provider and never stored. */
  readonly token: string;
  readonly actor: Actor;
}

/**
 * Returns the payment, `pending` until the provider's event captures or declines it, or `declined` if the provider
 * rejects the charge. Throws as `assertPayable` does, and `ProviderUnavailableError`, after which the request can be
 * retried.
 */
export async function startPayment(
  dependencies: OrderDependencies,
  provider: PaymentProvider,
  request: StartPayment,
): Promise<PaymentDocument> {
  const { payments } = dependencies.database.models;
  const { paymentId } = request;
  const { order, attempt } = await runTransaction(dependencies, request.actor, (unit) =>
    recordAttempt(unit, provider.name, request),
  );
  if (attempt.state !== 'pending') return attempt;
  let charge: Charge;
  try {
    charge = await provider.createCharge({
      paymentId,
      orderId: order._id,
      token: request.token,
      amount: order.total,
      reference: order.reference ?? order._id,
    });
  } catch (error) {
    if (!(error instanceof ProviderRejectedError)) throw error;
    return runTransaction(dependencies, request.actor, (unit) =>
      declineAttempt(unit, order, paymentId, error),
    );
  }
  // If the provider's event came first, it has set the reference, and only the checkout URL is missing.
  await payments.updateOne(
    { _id: paymentId, providerReference: null },
    { $set: { providerReference: charge.providerReference } },
  );
  const payment = await payments
    .findOneAndUpdate(
      { _id: paymentId },
      { $set: { checkoutUrl: charge.checkoutUrl ?? null } },
      { returnDocument: 'after' },
    )
    .lean();
  if (payment === null) throw new DomainError('not_found', { kind: 'payment', id: paymentId });
  return payment;
}

async function recordAttempt(
  unit: UnitOfWork,
  provider: string,
  { orderId, paymentId }: StartPayment,
): Promise<{ order: OrderDocument; attempt: PaymentDocument }> {
  const { orders, payments } = unit.database.models;
  const order = await orders.findById(orderId).session(unit.session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
  const earlier = await payments.findById(paymentId).session(unit.session).lean();
  if (earlier !== null) return { order, attempt: earlier };

  const now = await unit.accountNow(order.accountId);
  await assertPayable(unit, order, now);
  const payment: PaymentDocument = {
    _id: paymentId,
    orderId,
    accountId: order.accountId,
    sandbox: order.sandbox,
    method: 'online',
    state: 'pending',
    amount: order.total,
    capturedAt: null,
    provider,
    providerReference: null,
    checkoutUrl: null,
    reference: null,
    evidence: null,
    reason: null,
    createdAt: now,
    recordedAt: unit.recordedAt,
  };
  await payments.insertMany([payment], { session: unit.session });
  // Writes the order, so that a concurrent cancellation conflicts with this attempt.
  await orders.updateOne(
    { _id: orderId },
    { $set: { paymentState: 'pending' }, $inc: { revision: 1 } },
    { session: unit.session },
  );
  unit.audit({
    type: 'payment.started',
    at: now,
    accountId: order.accountId,
    orderId,
    facts: { paymentId, provider },
  });
  return { order, attempt: payment };
}

/** The provider rejected the charge: declines the payment. The order can be paid with another attempt. */
async function declineAttempt(
  unit: UnitOfWork,
  order: OrderDocument,
  paymentId: PaymentId,
  { provider, code }: ProviderRejectedError,
): Promise<PaymentDocument> {
  const { payments } = unit.database.models;
  const reason = 'refused_by_provider';
  await payments.updateOne(
    { _id: paymentId, state: 'pending' },
    { $set: { state: 'declined', reason, recordedAt: unit.recordedAt } },
    { session: unit.session },
  );
  await storePaymentState(unit, order._id);
  const at = await unit.accountNow(order.accountId);
  auditPayment(unit, order, paymentId, 'payment.declined', at, { reason, provider, providerCode: code });
  return payments.findById(paymentId).session(unit.session).orFail().lean();
}
