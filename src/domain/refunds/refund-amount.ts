/** The refund amount of a part of a line (rules §8.15). */
import { money, type Money } from '../money.ts';

export interface RefundedSoFar {
  readonly quantity: number;
  readonly amountMinor: number;
}

/**
 * Line amount × refunded quantity / purchased quantity, rounded down, less earlier refunds. Computed over all refunds of the
 * line, so that many small refunds amount to exactly one large one.
 */
export function refundAmount(
  line: { readonly amount: Money; readonly quantity: number },
  earlier: RefundedSoFar,
  quantity: number,
): Money {
  const taken = BigInt(earlier.quantity + quantity);
  const whole = (BigInt(line.amount.amountMinor) * taken) / BigInt(line.quantity);
  return money(Number(whole) - earlier.amountMinor, line.amount.currency);
}
