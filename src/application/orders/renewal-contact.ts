/**
 * The task `renewal.contact`: a renewal completes online, and sales contact the customer afterwards (R-IPC-30, AMB-30).
 */
import { periodBefore } from '../../domain/entitlements/period-chains.ts';
import { lastToEnd } from '../../domain/entitlements/validity.ts';
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** Sales should contact the customer within this time after the capture. */
const CONTACT_DAYS = 3;

/**
 * Opens the task for an order with `renews`, or with a term that continues one of the same feature and organization
 * (D-26).
 */
export async function openRenewalContact(
  unit: UnitOfWork,
  order: OrderDocument,
  capturedAt: Instant,
): Promise<void> {
  const renewing: OrderLineRecord[] = [];
  // One after the other: a transaction's session carries one operation at a time.
  for (const line of order.lines) {
    // A plain term is renewed without sales.
    if (line.fulfilment.kind !== 'term' || line.kind === 'term') continue;
    if (order.renews !== null || (await continuesTerm(unit, order, line, capturedAt))) renewing.push(line);
  }
  if (renewing.length === 0) return;
  unit.openTask({
    kind: 'renewal.contact',
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    at: capturedAt,
    dueAt: plusMs(capturedAt, CONTACT_DAYS * DAY_MS),
    facts: {
      renews: order.renews,
      lines: renewing.map(({ id, sku, organizationId }) => ({ lineId: id, sku, organizationId })),
    },
  });
}

async function continuesTerm(
  unit: UnitOfWork,
  { accountId }: OrderDocument,
  { sku, scope, organizationId, start }: OrderLineRecord,
  capturedAt: Instant,
): Promise<boolean> {
  const terms = await unit.database.models.terms
    .find({
      accountId,
      sku,
      organizationId: scope === 'account' ? null : organizationId,
      end: { $ne: 'refunded' },
    })
    .session(unit.session)
    .lean();
  const previous = periodBefore(terms, { capturedAt, start, renews: null });
  const graceHours = lastToEnd(terms)?.graceHours ?? 0;
  return previous !== null && capturedAt < plusMs(previous.until, graceHours * HOUR_MS);
}
