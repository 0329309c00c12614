/**
 * One order, from placing until nothing of it can change with time: a description of its record for the loop of all entity
 * workflows, and the commands and signals that only orders take.
 */
import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { OrderId } from '../src/domain/ids.ts';
import { isTerminal } from '../src/domain/orders/states.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import { EntityWorkflow } from './entity-workflow.ts';
import { orderView } from './messages.ts';
import { callOrder, type OrderRecord } from './order-activities.ts';
import { OrderCommands } from './order-commands.ts';
import { searchAttributesOf } from './order-search-attributes.ts';
import { stepOf } from './order-steps.ts';
import { ServiceSignals, type PendingSignal } from './service-signals.ts';

export interface OrderInput {
  readonly orderId: OrderId;
  /** Signals that arrived while the previous run ended, in order. */
  readonly signals?: readonly PendingSignal[];
}

export function order({ orderId, signals: pending = [] }: OrderInput): Promise<OrderView | null> {
  const entity: EntityWorkflow<OrderRecord> = new EntityWorkflow<OrderRecord>({
    read: async (runId) => {
      const { view } = await (runId === null
        ? callOrder('readOrder', { orderId }, entity.view)
        : callOrder('adoptOrder', { orderId, runId }, entity.view));
      return view;
    },
    step: (view) => (view.step === null ? null : stepOf(view, view.step)),
    // Taken without a read: where it is not due, the sequence number or the state table refuses it.
    likelyStep: (view, reason) =>
      reason === 'payment.captured' ? stepOf(view, { command: 'start_fulfilment' }) : null,
    isOver: ({ state, step }) => isTerminal(state) && step === null,
    wakesAt: ({ sandbox, nextDeadline }) => (sandbox ? null : (nextDeadline?.at ?? null)),
    notes: () => signals.notes,
    searchAttributes: searchAttributesOf,
    continueAsNew: () => continueAsNew<typeof order>({ orderId, signals: signals.pending }),
  });
  setHandler(orderView, () => entity.record);
  const commands = new OrderCommands(entity, orderId);
  const signals = new ServiceSignals(entity, commands);
  signals.resume(pending);
  return entity.untilOver();
}
