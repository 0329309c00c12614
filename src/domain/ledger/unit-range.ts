/**
 * Who paid for what in arrears: uses and payments number the same units of a pool's arrears, so the overlap of two
 * ranges is what one paid of the other. No record per unit is needed.
 */

/** Units `from` (inclusive) to `to` (exclusive) of a pool's arrears. */
export interface UnitRange {
  readonly from: number;
  readonly to: number;
}

/** What two ranges of one pool share, or null. */
function overlapOf(a: UnitRange, b: UnitRange): UnitRange | null {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : null;
}

/** The part of a use's arrears that one payment settled. */
export interface Settlement<Payment> {
  readonly payment: Payment;
  readonly range: UnitRange;
  readonly units: number;
}

/** Which of a pool's payments settled which units of a use. The rest is still outstanding. */
export function settlementsOf<Payment extends { readonly range: UnitRange }>(
  caused: UnitRange,
  payments: Iterable<Payment>,
): Settlement<Payment>[] {
  const settlements: Settlement<Payment>[] = [];
  for (const payment of payments) {
    const range = overlapOf(caused, payment.range);
    if (range !== null) settlements.push({ payment, range, units: range.to - range.from });
  }
  return settlements;
}
