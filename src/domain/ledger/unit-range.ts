/**
 * Which payment settled which usage: usages and payments own ranges of the same numbered units of a pool's arrears, so
 * their overlap is what the payment settled. No record per unit is needed.
 */

/** Units `from` (inclusive) to `to` (exclusive) of a pool's arrears. */
export interface UnitRange {
  readonly from: number;
  readonly to: number;
}

/** The overlap of two ranges of one pool; null if there is none. */
function overlapOf(a: UnitRange, b: UnitRange): UnitRange | null {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : null;
}

/** The part of a usage's arrears that one payment settled. */
export interface Settlement<Payment> {
  readonly payment: Payment;
  readonly range: UnitRange;
  readonly units: number;
}

/** What each of a pool's payments settled of one usage. The rest is still outstanding. */
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
