import { ownerOf } from '../../domain/workflow-ids.ts';
import type { OrderDocument } from '../../storage/collections/order.ts';

/** The fields that every deadline of an order shares. */
export function ownedBy(order: OrderDocument): {
  accountId: string;
  sandbox: boolean;
  owner: string;
  orderId: string;
} {
  return {
    accountId: order.accountId,
    sandbox: order.sandbox,
    owner: ownerOf('order', order._id),
    orderId: order._id,
  };
}
