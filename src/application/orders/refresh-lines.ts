/**
 * Stores what states the entitlements of an order give its lines, outside its workflow: an order that is over has none,
 * and a lot of it that lives again must show.
 */
import type { OrderId } from '../../domain/ids.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { lineChanges, lineStatuses, linesWith } from './line-statuses.ts';

/** Only of an order that is over; one that is not learns it from its workflow. Does nothing where nothing changed. */
export async function refreshLines(unit: UnitOfWork, orderId: OrderId): Promise<void> {
  const { orders } = unit.database.models;
  const order = await orders.findOne({ _id: orderId, state: 'completed' }).session(unit.session).lean();
  if (order === null) return;
  const statuses = await lineStatuses(unit.database, order.lines, unit.session);
  const changes = lineChanges(order.lines, linesWith(order.lines, statuses));
  if (Object.keys(changes).length === 0) return;
  await orders.updateOne(
    { _id: orderId },
    { $set: changes, $inc: { revision: 1 } },
    { session: unit.session },
  );
}
