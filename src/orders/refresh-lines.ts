/**
 * Stores what states the entitlements of an order give its lines, outside its workflow: an order that is over has none,
 * and a lot of it that lives again must show.
 */
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import type { OrderLineRecord } from '../persistence/models/order.ts';
import { lineStandings } from './line-standings.ts';

/** Only of an order that is over; one that is not learns it from its workflow. Does nothing where nothing changed. */
export async function refreshLines(unit: UnitOfWork, orderId: string): Promise<void> {
  const { orders } = unit.database.models;
  const order = await orders.findOne({ _id: orderId, state: 'completed' }).session(unit.session).lean();
  if (order === null) return;
  const standings = await lineStandings(unit.database, order.lines, unit.session);
  const lines = order.lines.map((line, index): OrderLineRecord => ({
    ...line,
    state: standings[index]?.state ?? line.state,
  }));
  if (lines.every(({ state }, index) => state === order.lines[index]?.state)) return;
  await orders.updateOne(
    { _id: orderId },
    { $set: { lines }, $inc: { revision: 1 } },
    { session: unit.session },
  );
}
