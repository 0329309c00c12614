/** Types of the audit records that an order of one lot leaves, from an account without an agreement to its last expiry. */
export const WHOLE_LIFE = [
  'order.placed',
  'order.agreement_satisfied',
  'order.confirmed',
  'payment.captured',
  'order.paid',
  'line.credited',
  'order.credited',
  'lot.reminded',
  'lot.reminded',
  'lot.reminded',
  'lot.expired',
  'order.lines_ended',
  'order.completed',
];
