/**
 * Compares the orders that are open in MongoDB with the workflows that run in Temporal, and starts again what was lost.
 * MongoDB is the truth: a workflow only looks after it.
 */
import type { Client } from '@temporalio/client';
import { ORDER_STATES, type OrderState } from '../domain/order/states.ts';
import { ownerOf } from '../domain/owners.ts';
import type { Database } from '../persistence/database.ts';
import type { OrderGateway } from './order-gateway.ts';

export interface ReconcileDependencies {
  readonly database: Database;
  readonly client: Client;
  readonly gateway: OrderGateway;
}

const OPEN_STATES = (Object.keys(ORDER_STATES) as OrderState[]).filter(
  (state) => !ORDER_STATES[state].terminal,
);

/** Starts the workflow of every open order that has none. Returns the ids of those orders. */
export async function reconcileOrders({
  database,
  client,
  gateway,
}: ReconcileDependencies): Promise<string[]> {
  const open = new Set<string>();
  for await (const { _id } of database.models.orders
    .find({ state: { $in: OPEN_STATES } }, { _id: 1 })
    .lean()
    .cursor()) {
    open.add(_id);
  }
  if (open.size === 0) return [];
  const running = new Set<string>();
  for await (const { workflowId } of client.workflow.list({
    query: "WorkflowType = 'order' AND ExecutionStatus = 'Running'",
  })) {
    running.add(workflowId);
  }
  const lost = [...open].filter((orderId) => !running.has(ownerOf('order', orderId)));
  // The list may lag a little behind; starting what runs finds it running.
  for (const orderId of lost) await gateway.keepers.start(ownerOf('order', orderId));
  return lost;
}
