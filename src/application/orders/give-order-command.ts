/** Gives a command to the workflow of an order. What the record already rules out is refused without it. */
import type { OrderId } from '../../domain/ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { Database } from '../../storage/database.ts';
import { actorIdOf, type Caller } from '../access/caller.ts';
import { findOrder } from './find-order.ts';
import { assertLegal } from './legal-commands.ts';
import type { OrderCommands, WorkflowCommand } from './order-commands.ts';

export interface OrderCommandRequest {
  readonly orderId: OrderId;
  readonly name: WorkflowCommand;
  /** Derived from the request, so that a repeat is the same command. */
  readonly commandId: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly reason?: string | undefined;
}

/** Returns the order as it is afterwards. Throws `not_found`, `illegal_transition`, or what the workflow throws. */
export async function giveOrderCommand(
  { database, gateway }: { readonly database: Database; readonly gateway: OrderCommands },
  request: OrderCommandRequest,
): Promise<OrderDocument> {
  const { orderId, name, commandId, caller, requestId, reason } = request;
  const order = await findOrder(database, caller, orderId);
  if (await isPending(database, order, request)) {
    const input = {
      by: actorIdOf(caller),
      requestId,
      commandId,
      ...(reason === undefined ? {} : { reason }),
    };
    await gateway.command(orderId, name, input, order);
  }
  return findOrder(database, caller, orderId);
}

/**
 * False if an earlier request, whose response was lost, already carried the command out; the order may have moved on since.
 * Throws if the command is not possible.
 */
async function isPending(
  { models }: Database,
  order: OrderDocument,
  { name, commandId }: OrderCommandRequest,
): Promise<boolean> {
  // An agreement may have been recorded since.
  if (order.state === 'awaiting_agreement' && name === 'confirm') return true;
  try {
    assertLegal(order, name);
    return true;
  } catch (error) {
    if ((await models.audit.exists({ commandId })) !== null) return false;
    throw error;
  }
}
