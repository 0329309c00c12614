/** How an order's workflow is started. */
import { TypedSearchAttributes } from '@temporalio/common';
import type { OrderId } from '../../domain/ids.ts';
import {
  CUSTOMER_ID,
  NEEDS_ATTENTION,
  ORDER_PHASE,
  ORDER_STATUS,
  SALES_TEAM,
} from '../../domain/search-attributes.ts';
import { isTerminal, phaseOf } from '../../domain/orders/states.ts';
import { orderSummary } from '../../messages/operator-view/order-lines.ts';
import { utcText } from '../../messages/operator-view/table.ts';
import type { Database } from '../../storage/database.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { WorkflowStart } from './record.ts';

export async function readOrderStart(database: Database, orderId: OrderId): Promise<WorkflowStart | null> {
  const order = await database.models.orders.findById(orderId).lean();
  return order === null ? null : orderStart(order);
}

export function orderStart(order: OrderDocument): WorkflowStart {
  const { _id: orderId, accountId, sandbox, placedAt, salesTeam, state, needsAttention } = order;
  return {
    accountId,
    sandbox,
    isOver: !needsWorkflow(order),
    isAdopted: order.workflowRunId !== null,
    workflowType: 'order',
    input: { orderId },
    staticSummary: orderSummary(order),
    staticDetails: `Order ${orderId} of account ${accountId}, placed on ${utcText(placedAt)}.`,
    fairnessKey: salesTeam,
    searchAttributes: new TypedSearchAttributes([
      { key: ORDER_STATUS, value: state },
      { key: ORDER_PHASE, value: phaseOf(state) },
      { key: CUSTOMER_ID, value: accountId },
      { key: SALES_TEAM, value: salesTeam },
      { key: NEEDS_ATTENTION, value: needsAttention },
    ]),
  };
}

/** An order that is over needs no workflow, unless money revived it (rules §8.4). */
function needsWorkflow({ state, payment }: OrderDocument): boolean {
  return !isTerminal(state) || (state === 'payment_expired' && payment !== null);
}
