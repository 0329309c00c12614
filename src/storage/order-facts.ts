/** What never changes of an order, and is therefore cached: its account. */
import type { AccountId, OrderId } from '../domain/ids.ts';
import type { Database } from './database.ts';

const MOST_REMEMBERED = 50_000;

const remembered = new WeakMap<Database, Map<OrderId, AccountId>>();

/** Account of the order; null if there is no such order. */
export async function accountIdOfOrder(database: Database, orderId: OrderId): Promise<AccountId | null> {
  const known = remembered.get(database) ?? new Map<OrderId, AccountId>();
  remembered.set(database, known);
  const cached = known.get(orderId);
  if (cached !== undefined) return cached;
  const order = await database.models.orders.findById(orderId, { accountId: 1 }).lean();
  if (order === null) return null;
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(orderId, order.accountId);
  return order.accountId;
}
