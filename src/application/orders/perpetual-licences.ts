/**
 * A perpetual licence is bought once for a scope (AMB-51, D-17). A paid order stores the key of each such licence in a unique index, so that only one of two orders paid concurrently succeeds. A refund removes the key.
 */
import { SCOPE_NAMES } from '../../domain/catalogue/scope-names.ts';
import type { AccountId } from '../../domain/ids.ts';
import { isSoldOnce } from '../../domain/orders/checks/scope-violations.ts';
import { violationOf, type OrderViolation } from '../../domain/orders/checks/violations.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { orderInvalid } from './order-invalid.ts';

/** Keys of the order's perpetual licences that are not refunded. */
export function perpetualLicencesOf({
  accountId,
  lines,
}: Pick<OrderDocument, 'accountId' | 'lines'>): string[] {
  return lines.flatMap((line) => perpetualLicenceOf(accountId, line) ?? []);
}

/** Null for other lines. One-time AI is not limited: more sets can be bought at any time (D-20). */
function perpetualLicenceOf(accountId: AccountId, line: OrderLineRecord): string | null {
  const { fulfilment, sku, scope, organizationId, consortiumId, state } = line;
  if (!isSoldOnce(line) || state === 'refunded') return null;
  if (fulfilment.kind !== 'licence' || fulfilment.validity !== 'perpetual') return null;
  const scopeId = scope === 'consortium' ? consortiumId : organizationId;
  return [accountId, sku, scope === 'account' ? '' : (scopeId ?? '')].join(' ');
}

/** One violation for each line whose licence another order has paid for. */
export async function licensedElsewhere(
  unit: UnitOfWork,
  order: OrderDocument,
): Promise<readonly OrderViolation[]> {
  const keys = perpetualLicencesOf(order);
  if (keys.length === 0) return [];
  const others = await unit.database.models.orders
    .find({ perpetualLicences: { $in: keys }, _id: { $ne: order._id } }, { perpetualLicences: 1 })
    .session(unit.session)
    .lean();
  const taken = new Set(others.flatMap(({ perpetualLicences }) => perpetualLicences));
  return order.lines.flatMap((line, index) => {
    const key = perpetualLicenceOf(order.accountId, line);
    if (key === null || !taken.has(key)) return [];
    const facts = { sku: line.sku, scope: SCOPE_NAMES[line.scope] };
    return [violationOf('already_licensed', `lines[${index}].sku`, facts, 'AMB-51')];
  });
}

/** Throws `order_invalid` with an `already_licensed` violation for each line that another order has paid for. */
export async function assertNotLicensedElsewhere(unit: UnitOfWork, order: OrderDocument): Promise<void> {
  const violations = await licensedElsewhere(unit, order);
  if (violations.length > 0) throw orderInvalid(violations, { orderId: order._id });
}
