import type { AccountId, OrderId } from '../../domain/ids.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';

/** The fields that all deadlines of an order share. The order's workflow processes them. */
export function deadlineFieldsOf(order: OrderDocument): {
  accountId: AccountId;
  sandbox: boolean;
  workflowId: string;
  orderId: OrderId;
} {
  return {
    accountId: order.accountId,
    sandbox: order.sandbox,
    workflowId: workflowIdOf('order', order._id),
    orderId: order._id,
  };
}
