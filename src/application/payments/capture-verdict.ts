/** Decides whether a capture pays its order or stays unallocated for an operator (rules §8.4, D-16, D-17). */
import type { AgreementId, PaymentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PaymentReason, UnallocatedState } from '../../domain/payments/states.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { PaymentEvidence } from '../../storage/collections/payments.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { agreementAt } from '../agreements/agreement-check.ts';
import { paymentDueAt } from '../orders/payment-window.ts';
import { licensedElsewhere } from '../orders/perpetual-licences.ts';
import { queuedTooFar } from '../orders/queued-cover.ts';
import { canStillBePaid } from './payable.ts';

/** A capture that arrived for an order, online or offline. All instants are account time. */
export interface Capture {
  readonly paymentId: PaymentId;
  readonly method: 'online' | 'offline';
  readonly amount: { readonly amountMinor: number; readonly currency: string };
  /** The purchase takes effect from then on. */
  readonly capturedAt: Instant;
  /** When the money arrived: it pays even an order that has expired since. */
  readonly arrivedAt: Instant;
  /** When the payment was started: an agreement must be active then (AMB-32). */
  readonly attemptedAt: Instant;
  readonly provider: string | null;
  readonly providerReference: string | null;
  readonly reference: string | null;
  readonly evidence: PaymentEvidence | null;
}

/** Either the capture pays the order, under the agreement if one is required, or it stays unallocated for a reason. */
export type CaptureVerdict =
  | { readonly state: 'captured'; readonly agreementId: AgreementId | null }
  | { readonly state: UnallocatedState; readonly reason: PaymentReason };

/**
 * Decides about a capture. One that arrived within the payment window pays even an order that has expired since (D-16).
 */
export async function verdictOn(
  unit: UnitOfWork,
  order: OrderDocument,
  capture: Capture,
): Promise<CaptureVerdict> {
  if (order.payment !== null) return { state: 'excess', reason: 'already_paid' };
  if (!canStillBePaid(order) || order.awaitingPaymentAt === null) {
    return { state: 'late', reason: 'order_not_payable' };
  }
  if (capture.arrivedAt >= paymentDueAt(order, order.awaitingPaymentAt)) {
    return { state: 'late', reason: 'payment_window_over' };
  }
  const agreement = order.agreementRequired ? await agreementAt(unit, order, capture.attemptedAt) : null;
  if (order.agreementRequired && agreement === null) return { state: 'late', reason: 'agreement_required' };
  if ((await licensedElsewhere(unit, order)).length > 0) {
    return { state: 'excess', reason: 'already_licensed' };
  }
  if ((await queuedTooFar(unit, order, capture.capturedAt)).length > 0) {
    return { state: 'excess', reason: 'paid_too_far_ahead' };
  }
  const { amountMinor, currency } = capture.amount;
  if (amountMinor !== order.total.amountMinor || currency !== order.total.currency) {
    return { state: 'mismatched', reason: 'amount_differs' };
  }
  return { state: 'captured', agreementId: agreement?._id ?? order.agreementId };
}
