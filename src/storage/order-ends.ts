/** The earliest end of what an order gave and what still lives, as its deadlines tell it. Lists of orders filter by it. */
import type { DeadlineKind } from '../domain/kinds.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Database, Session } from './database.ts';

/** Deadlines at which something that was bought ends. Each is stored as long as that lives. */
const ENDS: readonly DeadlineKind[] = ['service.ends', 'licence.ends', 'term.ends', 'lot.expires'];

/** True for a deadline of this kind, or with this id, which begins with its kind. */
export function isEnd(kindOrId: string): boolean {
  const [kind] = kindOrId.split(':', 1);
  return ENDS.some((end) => end === kind);
}

/** The orders whose ends are among the matching deadlines. */
export async function ordersEnding(
  { models }: Database,
  filter: Readonly<Record<string, unknown>>,
  session: Session,
): Promise<OrderId[]> {
  const found = await models.deadlines
    .find({ ...filter, kind: { $in: ENDS } }, { orderId: 1 })
    .session(session)
    .lean();
  return found.flatMap(({ orderId }) => orderId ?? []);
}

/** The earliest end among the stored deadlines of an order; null if it has none. */
export async function earliestEnd(
  { models }: Database,
  orderId: OrderId,
  session: Session,
): Promise<Instant | null> {
  const first = await models.deadlines
    .findOne({ orderId, kind: { $in: ENDS } }, { at: 1 })
    .sort({ at: 1, _id: 1 })
    .session(session)
    .lean();
  return first?.at ?? null;
}

export async function storeEnd(
  { models }: Database,
  orderId: OrderId,
  endsAt: Instant | null,
  session: Session,
): Promise<void> {
  await models.orders.updateOne({ _id: orderId, endsAt: { $ne: endsAt } }, { $set: { endsAt } }, { session });
}
