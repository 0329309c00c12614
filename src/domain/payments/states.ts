/** States of a payment (api.md §4), and the reasons for being unallocated or declined. */

export const PAYMENT_STATES = [
  'pending',
  'captured',
  'declined',
  'excess',
  'mismatched',
  'late',
  'refunded',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** States of an unallocated payment. */
export const UNALLOCATED_STATES = ['excess', 'mismatched', 'late'] as const satisfies readonly PaymentState[];
export type UnallocatedState = (typeof UNALLOCATED_STATES)[number];

/** Why a payment is unallocated, or why an attempt was declined. */
export const PAYMENT_REASONS = [
  'already_paid',
  'already_licensed',
  'paid_too_far_ahead',
  'order_not_payable',
  'payment_window_over',
  'agreement_required',
  'amount_differs',
  'refused_by_provider',
] as const;
export type PaymentReason = (typeof PAYMENT_REASONS)[number];
