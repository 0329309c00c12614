/** Books a capture, online or offline: it pays its order or stays unallocated (rules §8.4). */
import type { PaymentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { TaskKind } from '../../domain/kinds.ts';
import type { UnallocatedState } from '../../domain/payments/states.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { openAgreementTask } from '../agreements/agreement-task.ts';
import { perpetualLicencesOf } from '../orders/perpetual-licences.ts';
import { lockCaptures, queuesCover } from '../orders/queued-cover.ts';
import { storePaymentState } from './payment-state.ts';
import { verdictOn, type Capture } from './capture-verdict.ts';

/** The task for an operator that each kind of unallocated payment opens. */
export const UNALLOCATED_PAYMENT_TASKS = {
  excess: 'payment.excess',
  mismatched: 'payment.mismatched',
  late: 'payment.late',
} as const satisfies Record<UnallocatedState, TaskKind>;

/**
 * Books a capture and returns the payment. The capture pays the order if the order waits for exactly this amount;
 * otherwise it stays unallocated and opens a task for an operator.
 */
export async function applyCapture(
  unit: UnitOfWork,
  order: OrderDocument,
  capture: Capture,
  now: Instant,
): Promise<PaymentDocument> {
  const { payments, orders } = unit.database.models;
  // The verdict on an order that queues cover depends on the orders that were paid before it.
  if (queuesCover(order)) await lockCaptures(unit, order);
  const verdict = await verdictOn(unit, order, capture);
  const { state } = verdict;
  const payment = await payments
    .findOneAndUpdate(
      { _id: capture.paymentId },
      {
        $set: {
          state,
          reason: verdict.state === 'captured' ? null : verdict.reason,
          amount: capture.amount,
          capturedAt: capture.capturedAt,
          providerReference: capture.providerReference,
          recordedAt: unit.recordedAt,
        },
        $setOnInsert: {
          orderId: order._id,
          accountId: order.accountId,
          sandbox: order.sandbox,
          method: capture.method,
          provider: capture.provider,
          checkoutUrl: null,
          reference: capture.reference,
          evidence: capture.evidence,
          createdAt: now,
        },
      },
      { upsert: true, session: unit.session, returnDocument: 'after' },
    )
    .lean();
  const facts = { paymentId: capture.paymentId, amount: { ...capture.amount }, method: capture.method };
  if (verdict.state === 'captured') {
    const { paymentId, capturedAt, method } = capture;
    await orders.updateOne(
      { _id: order._id },
      {
        $set: {
          payment: { paymentId, state: verdict.state, capturedAt, method },
          paymentState: verdict.state,
          agreementId: verdict.agreementId,
          perpetualLicences: perpetualLicencesOf(order),
        },
        $inc: { revision: 1 },
      },
      { session: unit.session },
    );
    auditPayment(unit, order, capture.paymentId, 'payment.captured', capture.capturedAt, facts);
  } else {
    const { reason } = verdict;
    await storePaymentState(unit, order._id);
    unit.openTask({
      kind: UNALLOCATED_PAYMENT_TASKS[verdict.state],
      cause: capture.paymentId,
      accountId: order.accountId,
      sandbox: order.sandbox,
      orderId: order._id,
      at: now,
      dueAt: now,
      facts: { ...facts, reason, expected: { ...order.total }, orderState: order.state },
    });
    if (reason === 'agreement_required') await openAgreementTask(unit, order, now);
    auditPayment(unit, order, capture.paymentId, `payment.${state}`, now, { ...facts, reason });
  }
  unit.publish(order.accountId, {
    type: 'workflow.signal',
    workflowId: workflowIdOf('order', order._id),
    reason: `payment.${state}`,
  });
  return payment;
}

/** Writes an audit record about a payment of the order. */
export function auditPayment(
  unit: UnitOfWork,
  order: OrderDocument,
  paymentId: PaymentId,
  type: string,
  at: Instant,
  facts: JsonObject,
): void {
  unit.audit({ type, at, accountId: order.accountId, orderId: order._id, facts: { paymentId, ...facts } });
}
