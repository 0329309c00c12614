/** Starts an online payment: the attempt is recorded first, then the provider is asked, under the payment's own id. */
import { DomainError } from '../domain/refusals.ts';
import type { PaymentProvider } from '../payments/provider.ts';
import type { PaymentDocument } from '../persistence/models/payment.ts';
import type { OrderDocument } from '../persistence/models/order.ts';
import { transact, type Actor, type UnitOfWork } from '../persistence/unit-of-work.ts';
import { assertPayable } from './payable.ts';
import type { OrderDependencies } from './read-order-view.ts';

export interface StartPayment {
  readonly orderId: string;
  /** Derived from the request, so that a repeat is the same payment. */
  readonly paymentId: string;
  /** The buyer's; passed on to the provider and never stored. */
  readonly token: string;
  readonly actor: Actor;
}

/** Refuses what `assertPayable` refuses. The capture follows by the provider's event. */
export async function startPayment(
  dependencies: OrderDependencies,
  provider: PaymentProvider,
  request: StartPayment,
): Promise<PaymentDocument> {
  const { payments } = dependencies.database.models;
  const { paymentId } = request;
  const order = await transact(dependencies, request.actor, (unit) =>
    recordAttempt(unit, provider.name, request),
  );
  const charge = await provider.createCharge({
    paymentId,
    orderId: order._id,
    token: request.token,
    amount: order.total,
    reference: order.reference ?? order._id,
  });
  // Its event may have been faster, and names the capture: then only the buyer's way on is added.
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
): Promise<OrderDocument> {
  const { orders, payments } = unit.database.models;
  const order = await orders.findById(orderId).session(unit.session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
  if ((await payments.findById(paymentId).session(unit.session).lean()) !== null) return order;

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
  // Touched, so that a cancellation at the same moment and this attempt exclude each other.
  await orders.updateOne({ _id: orderId }, { $inc: { revision: 1 } }, { session: unit.session });
  unit.audit({
    type: 'payment.started',
    at: now,
    accountId: order.accountId,
    orderId,
    facts: { paymentId, provider },
  });
  return order;
}
