/**
 * Applies a payment provider's event to its payment or refund. It does not need the order's workflow, so it also works
 * for closed orders (rules §8.4).
 */
import { FIRST_INSTANT } from '../../domain/instant.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { PaymentEventDocument } from '../../storage/collections/payment-events.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { ProviderEvent } from '../../payment-providers/provider.ts';
import { derivedId } from '../../infra/ids.ts';
import { confirmRefund } from '../refunds/pay-refund.ts';
import { auditPayment, applyCapture } from './apply-capture.ts';
import { storePaymentState } from './payment-state.ts';
import type { Capture } from './capture-verdict.ts';
import type { OrderDependencies } from '../orders/read-order-view.ts';

/** Applies a stored event and stores its outcome. Applying it again changes nothing. */
export async function applyPaymentEvent(dependencies: OrderDependencies, eventId: string): Promise<void> {
  await runTransaction(dependencies, SYSTEM, async (unit) => {
    const stored = await unit.database.models.paymentEvents.findById(eventId).session(unit.session).lean();
    if (stored === null || stored.appliedAt !== null) return;
    await storeOutcome(unit, eventId, await applyEvent(unit, stored));
  });
}

/** Returns the outcome. */
async function applyEvent(unit: UnitOfWork, stored: PaymentEventDocument): Promise<string> {
  const { payments, orders, refunds } = unit.database.models;
  const { session } = unit;
  // The provider's adapter validated the event before it was stored.
  const event = stored.event as unknown as ProviderEvent;
  if (event.type === 'refund.paid') {
    const refund = await refunds
      .findById(event.refundId ?? '')
      .session(session)
      .lean();
    return refund === null ? reportUnknown(unit, stored, event) : confirmRefund(unit, refund);
  }
  const payment = await payments
    .findById(event.paymentId ?? '')
    .session(session)
    .lean();
  const order = payment && (await orders.findById(payment.orderId).session(session).lean());
  if (payment === null || order === null) return reportUnknown(unit, stored, event);
  return event.type === 'payment.declined'
    ? decline(unit, payment, order)
    : capture(unit, event, payment, order, stored);
}

/** Opens a task for an event of an unknown payment or refund, which an operator clarifies with the provider (D-18). */
function reportUnknown(unit: UnitOfWork, { provider }: PaymentEventDocument, event: ProviderEvent): string {
  const { eventId, type, paymentId, refundId, providerReference, amount, occurredAt } = event;
  const facts = {
    provider,
    eventId,
    type,
    paymentId: paymentId ?? null,
    refundId: refundId ?? null,
    providerReference,
    amount: { ...amount },
    occurredAt,
  };
  const at = unit.recordedAt;
  unit.openTask({
    kind: 'payment.unknown',
    cause: [provider, type, paymentId, refundId, providerReference].join(' '),
    accountId: null,
    sandbox: false,
    at,
    dueAt: at,
    facts,
  });
  unit.audit({ type: 'payment.unknown', at, accountId: null, facts });
  return 'unknown_payment';
}

async function storeOutcome(unit: UnitOfWork, eventId: string, outcome: string): Promise<void> {
  await unit.database.models.paymentEvents.updateOne(
    { _id: eventId },
    { $set: { appliedAt: unit.recordedAt, outcome } },
    { session: unit.session },
  );
}

async function decline(unit: UnitOfWork, payment: PaymentDocument, order: OrderDocument): Promise<string> {
  if (payment.state !== 'pending') return 'ignored';
  const at = await unit.accountNow(order.accountId);
  await unit.database.models.payments.updateOne(
    { _id: payment._id },
    { $set: { state: 'declined', reason: 'refused_by_provider', recordedAt: unit.recordedAt } },
    { session: unit.session },
  );
  await storePaymentState(unit, order._id);
  auditPayment(unit, order, payment._id, 'payment.declined', at, {});
  return 'declined';
}

async function capture(
  unit: UnitOfWork,
  event: ProviderEvent,
  payment: PaymentDocument,
  order: OrderDocument,
  { _id: eventId, accountAt }: PaymentEventDocument,
): Promise<string> {
  if (await isBooked(unit, payment, event)) return 'repeated';
  const now = await unit.accountNow(order.accountId);
  const capturedAt = accountAt ?? now;
  const received: Capture = {
    paymentId: payment.state === 'pending' ? payment._id : derivedId('pay', eventId),
    method: 'online',
    amount: event.amount,
    capturedAt,
    arrivedAt: capturedAt,
    attemptedAt: payment.createdAt,
    provider: payment.provider,
    providerReference: event.providerReference,
    reference: null,
    evidence: null,
  };
  return (await applyCapture(unit, order, received, now)).state;
}

/** True if a capture with the same provider, reference and amount is booked: it is the same money (D-18). */
async function isBooked(
  unit: UnitOfWork,
  { provider }: PaymentDocument,
  { providerReference, amount: { amountMinor, currency } }: ProviderEvent,
): Promise<boolean> {
  const booked = await unit.database.models.payments
    .exists({
      provider,
      providerReference,
      capturedAt: { $gt: FIRST_INSTANT },
      'amount.amountMinor': amountMinor,
      'amount.currency': currency,
    })
    .session(unit.session);
  return booked !== null;
}
