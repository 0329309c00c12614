/** Finds an order that the caller may see. */
import type { OrderId } from '../../domain/ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { Database } from '../../storage/database.ts';
import { accountIdOfOrder } from '../../storage/order-facts.ts';
import { visibleTo, type Caller } from '../access/caller.ts';

/** Throws `not_found` if the order does not exist or the caller's key does not cover its account. */
export async function findOrder({ models }: Database, caller: Caller, id: OrderId): Promise<OrderDocument> {
  return visibleTo(caller, await models.orders.findById(id).lean(), { kind: 'order', id });
}

/** Returns the account of an order. Throws `not_found` as `findOrder` does. */
export async function accountOfOrder(
  database: Database,
  caller: Caller,
  id: OrderId,
): Promise<Pick<OrderDocument, 'accountId'>> {
  const accountId = await accountIdOfOrder(database, id);
  return visibleTo(caller, accountId && { accountId }, { kind: 'order', id });
}
