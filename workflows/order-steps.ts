/** Which activity takes which step of an order. */
import { log } from '@temporalio/workflow';
import type { OrderStep } from '../src/domain/orders/next-step.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import type { Step } from './entity-description.ts';
import { orderActivities, type OrderRecord, type TransitionResult } from './order-activities.ts';

/** The step as the next transition of the order as it was last read. */
export function stepOf(view: OrderView, step: OrderStep): Step<OrderRecord> {
  const sequence = view.sequence + 1;
  return {
    name: step.command,
    take: async () => {
      const result = await takeStep(view, step, sequence);
      if (result.conflict) log.warn('another writer made the transition first', { sequence });
      return result.view;
    },
  };
}

function takeStep(
  { orderId, accountId }: OrderView,
  step: OrderStep,
  sequence: number,
): Promise<TransitionResult> {
  switch (step.command) {
    case 'pass_agreement_check':
      return orderActivities.passAgreementCheck({ orderId, sequence });
    case 'start_fulfilment':
      return orderActivities.startFulfilment({ orderId, accountId, sequence });
    case 'expire_payment':
      return orderActivities.expirePayment({ orderId, sequence });
    case 'meet_deadline':
      return orderActivities.meetDeadline({ orderId, sequence, deadlineId: step.deadline.id });
    case 'credit':
      return orderActivities.creditLines({ orderId, accountId, sequence });
    case 'update_lines':
      return orderActivities.updateLines({ orderId, sequence });
    case 'complete':
      return orderActivities.completeOrder({ orderId, sequence });
    case 'close_refunded':
      return orderActivities.closeRefunded({ orderId, sequence });
  }
}
