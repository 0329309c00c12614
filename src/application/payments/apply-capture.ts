/** Books money that arrived for an order, however it came: it pays the order or is put aside (rules §8.4). */
import type { AgreementId, PaymentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { TaskKind } from '../../domain/kinds.ts';
import type { PaymentReason, UnallocatedState } from '../../domain/payments/states.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { PaymentDocument, PaymentEvidence } from '../../storage/collections/payments.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { openAgreementTask } from '../agreements/agreement-task.ts';
import { paymentDueAt } from '../orders/payment-window.ts';
import { agreementAt } from '../agreements/agreement-check.ts';
import { licensedElsewhere, perpetualLicencesOf } from '../orders/perpetual-licences.ts';
import { excludeCaptures, queuedTooFar, queuesCover } from '../orders/queued-cover.ts';

/** Money that has arrived for an order. */
export interface CapturedMoney {
  readonly paymentId: PaymentId;
  readonly method: 'online' | 'offline';
  readonly amount: { readonly amountMinor: number; readonly currency: string };
  /** From when on it buys. */
  readonly capturedAt: Instant;
  /** When it came: an order that was not over then can still be paid with it. */
  readonly arrivedAt: Instant;
  /** When the buyer set out to pay: an agreement has to be active then (AMB-32). */
  readonly attemptedAt: Instant;
  readonly provider: string | null;
  readonly providerReference: string | null;
  readonly reference: string | null;
  readonly evidence: PaymentEvidence | null;
}

/** The task that money which paid nothing opens for an operator. */
export const UNALLOCATED_PAYMENT_TASKS = {
  excess: 'payment.excess',
  mismatched: 'payment.mismatched',
  late: 'payment.late',
} as const satisfies Record<UnallocatedState, TaskKind>;

/** What becomes of money: it pays the order, under an agreement where one is needed, or is put aside for a reason. */
type Verdict =
  | { readonly state: 'captured'; readonly agreementId: AgreementId | null }
  | { readonly state: UnallocatedState; readonly reason: PaymentReason };

/**
 * Books money: it pays the order when the order waits for just this amount, and is put aside for an operator otherwise.
 * Answers the payment as it is then.
 */
export async function applyCapture(
  unit: UnitOfWork,
  order: OrderDocument,
  money: CapturedMoney,
  now: Instant,
): Promise<PaymentDocument> {
  const { payments, orders } = unit.database.models;
  // Of orders that queue behind one another, each is judged with those that were paid before it.
  if (queuesCover(order)) await excludeCaptures(unit, order);
  const verdict = await verdictOn(unit, order, money);
  const { state } = verdict;
  const payment = await payments
    .findOneAndUpdate(
      { _id: money.paymentId },
      {
        $set: {
          state,
          reason: verdict.state === 'captured' ? null : verdict.reason,
          amount: money.amount,
          capturedAt: money.capturedAt,
          providerReference: money.providerReference,
          recordedAt: unit.recordedAt,
        },
        $setOnInsert: {
          orderId: order._id,
          accountId: order.accountId,
          sandbox: order.sandbox,
          method: money.method,
          provider: money.provider,
          checkoutUrl: null,
          reference: money.reference,
          evidence: money.evidence,
          createdAt: now,
        },
      },
      { upsert: true, session: unit.session, returnDocument: 'after' },
    )
    .lean();
  const facts = { paymentId: money.paymentId, amount: { ...money.amount }, method: money.method };
  if (verdict.state === 'captured') {
    const { paymentId, capturedAt, method } = money;
    await orders.updateOne(
      { _id: order._id },
      {
        $set: {
          payment: { paymentId, state: verdict.state, capturedAt, method },
          agreementId: verdict.agreementId,
          perpetualLicences: perpetualLicencesOf(order),
        },
        $inc: { revision: 1 },
      },
      { session: unit.session },
    );
    auditPayment(unit, order, money.paymentId, 'payment.captured', money.capturedAt, facts);
  } else {
    const { reason } = verdict;
    unit.openTask({
      kind: UNALLOCATED_PAYMENT_TASKS[verdict.state],
      cause: money.paymentId,
      accountId: order.accountId,
      sandbox: order.sandbox,
      orderId: order._id,
      at: now,
      dueAt: now,
      facts: { ...facts, reason, expected: { ...order.total }, orderState: order.state },
    });
    if (reason === 'agreement_required') await openAgreementTask(unit, order, now);
    auditPayment(unit, order, money.paymentId, `payment.${state}`, now, { ...facts, reason });
  }
  unit.publish(order.accountId, {
    type: 'workflow.signal',
    workflowId: workflowIdOf('order', order._id),
    reason: `payment.${state}`,
  });
  return payment;
}

/** Money that came before the time to pay was over pays even an order that expired since. */
async function verdictOn(unit: UnitOfWork, order: OrderDocument, money: CapturedMoney): Promise<Verdict> {
  if (order.payment !== null) return { state: 'excess', reason: 'already_paid' };
  if (!canStillBePaid(order) || order.awaitingPaymentAt === null) {
    return { state: 'late', reason: 'order_not_payable' };
  }
  if (money.arrivedAt >= paymentDueAt(order, order.awaitingPaymentAt)) {
    return { state: 'late', reason: 'payment_window_over' };
  }
  const agreement = order.agreementRequired ? await agreementAt(unit, order, money.attemptedAt) : null;
  if (order.agreementRequired && agreement === null) return { state: 'late', reason: 'agreement_required' };
  if ((await licensedElsewhere(unit, order)).length > 0) {
    return { state: 'excess', reason: 'already_licensed' };
  }
  if ((await queuedTooFar(unit, order, money.capturedAt)).length > 0) {
    return { state: 'excess', reason: 'paid_too_far_ahead' };
  }
  const { amountMinor, currency } = money.amount;
  if (amountMinor !== order.total.amountMinor || currency !== order.total.currency) {
    return { state: 'mismatched', reason: 'amount_differs' };
  }
  return { state: 'captured', agreementId: agreement?._id ?? order.agreementId };
}

/** True in the states in which money that came in time pays the order. */
export function canStillBePaid({ state, payment }: OrderDocument): boolean {
  return payment === null && (state === 'awaiting_payment' || state === 'payment_expired');
}

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
