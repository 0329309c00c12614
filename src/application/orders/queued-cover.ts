/**
 * What an order would queue is bounded again after it was placed (AMB-29): orders that were placed side by side have queued
 * behind one another meanwhile.
 */
import { addedPeriods, tooFarAhead } from '../../domain/orders/checks/added-periods.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError, type Violation } from '../../domain/errors.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { readHoldings } from './holdings.ts';

/** True for an order of which a line adds a period. */
export function queuesCover({ lines }: Pick<OrderDocument, 'lines'>): boolean {
  return lines.some(({ fulfilment: { kind } }) => kind === 'term' || kind === 'licence');
}

/**
 * Keeps other captures of cover waiting until the transaction ends, and nothing else of the account: neither its uses nor
 * what is credited meanwhile, for a period is the same whether it is paid or credited.
 */
export async function lockCaptures(
  { database, session }: UnitOfWork,
  { accountId }: Pick<OrderDocument, 'accountId'>,
): Promise<void> {
  await database.models.accounts.updateOne({ _id: accountId }, { $inc: { captures: 1 } }, { session });
}

/** One entry of `errors` for each line that would be paid too far ahead if the order were captured at this instant. */
export async function queuedTooFar(
  unit: UnitOfWork,
  order: OrderDocument,
  capturedAt: Instant,
): Promise<readonly Violation[]> {
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

/** Refuses with `order_invalid`, `above_maximum`, what would queue too far ahead. */
export async function assertNotQueuedTooFar(
  unit: UnitOfWork,
  order: OrderDocument,
  now: Instant,
): Promise<void> {
  const errors = await queuedTooFar(unit, order, now);
  if (errors.length === 0) return;
  throw new DomainError('order_invalid', { orderId: order._id, violations: errors.length }, { errors });
}
