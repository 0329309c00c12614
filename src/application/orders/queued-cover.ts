/**
 * Checks again how far ahead an order queues cover (AMB-29): other orders that were placed at the same time may have
 * been paid since.
 */
import { addedPeriods, tooFarAhead } from '../../domain/orders/checks/added-periods.ts';
import type { Instant } from '../../domain/instant.ts';
import type { OrderViolation } from '../../domain/orders/checks/violations.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { readHoldings } from './holdings.ts';
import { orderInvalid } from './order-invalid.ts';

/** True if the order buys a term or a licence. */
export function queuesCover({ lines }: Pick<OrderDocument, 'lines'>): boolean {
  return lines.some(({ fulfilment: { kind } }) => kind === 'term' || kind === 'licence');
}

/**
 * Makes concurrent captures of cover wait until the transaction ends. Usage and crediting are not blocked: a period
 * counts the same whether it is paid or credited.
 */
export async function lockCaptures(
  { database, session }: UnitOfWork,
  { accountId }: Pick<OrderDocument, 'accountId'>,
): Promise<void> {
  await database.models.accounts.updateOne({ _id: accountId }, { $inc: { captures: 1 } }, { session });
}

/** One violation for each line that would be paid too far ahead if the order were captured at this instant. */
export async function queuedTooFar(
  unit: UnitOfWork,
  order: OrderDocument,
  capturedAt: Instant,
): Promise<readonly OrderViolation[]> {
  if (!queuesCover(order)) return [];
  const { _id: orderId, accountId, renews } = order;
  const timeZone = await unit.timeZoneOf(accountId);
  const account = { accountId, timeZone };
  const { periods } = await readHoldings(unit.database, account, capturedAt, unit.session);
  const held = periods.filter((period) => period.orderId !== orderId);
  const lines = order.lines.map((line) => (line.state === 'refunded' ? null : line));
  const added = addedPeriods(lines, held, { orderId, capturedAt, renews, timeZone });
  return order.lines.flatMap((line, index) =>
    tooFarAhead(line, index, added[index] ?? null, { capturedAt, timeZone }),
  );
}

/** Throws `order_invalid` with an `above_maximum` violation for each line that would be paid too far ahead. */
export async function assertNotQueuedTooFar(
  unit: UnitOfWork,
  order: OrderDocument,
  now: Instant,
): Promise<void> {
  const violations = await queuedTooFar(unit, order, now);
  if (violations.length > 0) throw orderInvalid(violations, { orderId: order._id });
}
