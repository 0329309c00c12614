/** The states of a payment (api.md §4), and the reasons for those in which it pays nothing. */

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

/** The states of money that came and paid nothing. */
export const UNALLOCATED_STATES = ['excess', 'mismatched', 'late'] as const satisfies readonly PaymentState[];
export type UnallocatedState = (typeof UNALLOCATED_STATES)[number];

/** Why money paid nothing, or why an attempt was declined. */
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
