/** How much money is refunded for each line (rules §8.15, D-19). Amounts are in minor units of the order's currency. */
import { DomainError } from '../../domain/errors.ts';
import { formatMoney, money, proportionOf, type Money } from '../../domain/money.ts';
import { refundAmount, type RefundedSoFar } from '../../domain/refunds/refund-amount.ts';
import type { UnusedDays } from '../../domain/refunds/unused-days.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { RefundedLine } from '../../storage/collections/refunds.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** A line of which a quantity is refunded. */
export interface LineRefund {
  readonly line: OrderLineRecord;
  readonly quantity: number;
  /** Days that prorate the price of a fixed term; absent for other lines. */
  readonly days?: UnusedDays | undefined;
  readonly requestedAmount?: Money | undefined;
}

/**
 * The refunded lines with their amounts and, for later refunds, the limits by the rules. Throws `refund_not_allowed`
 * for a requested amount above the limit.
 */
export async function amountsOf(
  unit: UnitOfWork,
  order: OrderDocument,
  refunds: readonly LineRefund[],
): Promise<RefundedLine[]> {
  const earlier = await unit.database.models.refunds
    .find({ orderId: order._id }, { lines: 1 })
    .session(unit.session)
    .lean();
  return refunds.map((refund): RefundedLine => {
    const { line, quantity } = refund;
    const before = earlier.flatMap(({ lines }) => lines.filter(({ lineId }) => lineId === line.id));
    const limit = limitOf(refund, {
      quantity: before.reduce((sum, { quantity: earlierQuantity }) => sum + earlierQuantity, 0),
      amountMinor: before.reduce((sum, { limit: earlierLimit }) => sum + earlierLimit.amountMinor, 0),
    });
    return { lineId: line.id, quantity, amount: amountWithin(refund, limit), limit };
  });
}

/**
 * The most that can be refunded: in proportion to the unused days of a fixed term, to the quantity of everything else.
 */
function limitOf({ line, quantity, days }: LineRefund, earlier: RefundedSoFar): Money {
  if (days === undefined) return refundAmount(line, earlier, quantity);
  const { amountMinor, currency } = line.amount;
  return money(proportionOf(amountMinor, days.unused, days.all), currency);
}

function amountWithin({ line, requestedAmount }: LineRefund, limit: Money): Money {
  if (requestedAmount === undefined) return limit;
  if (requestedAmount.currency === limit.currency && requestedAmount.amountMinor <= limit.amountMinor)
    return requestedAmount;
  throw new DomainError(
    'refund_amount_too_large',
    {
      lineId: line.id,
      sku: line.sku,
      asked: formatMoney(requestedAmount, 'en'),
      limit: formatMoney(limit, 'en'),
    },
    ruleOf(line),
  );
}

/** The rule that the line's edition names for refunds, for the error. */
export function ruleOf({ rules }: OrderLineRecord): { rule?: string } {
  return rules.refund === undefined ? {} : { rule: rules.refund };
}
