/** Which activity takes which step of an order. */
import { log } from '@temporalio/workflow';
import type { OrderStep } from '../src/domain/orders/next-step.ts';
import type { Step } from './entity-description.ts';
import { callOrder, type OrderRecord, type TransitionResult } from './order-activities.ts';

/** The step as the next transition of the order as it was last read. */
export function stepOf(view: OrderRecord, step: OrderStep): Step<OrderRecord> {
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

function takeStep(view: OrderRecord, step: OrderStep, sequence: number): Promise<TransitionResult> {
  const { orderId, accountId } = view;
  switch (step.command) {
    case 'pass_agreement_check':
      return callOrder('passAgreementCheck', { orderId, sequence }, view);
    case 'start_fulfilment':
      return callOrder('startFulfilment', { orderId, accountId, sequence }, view);
    case 'expire_payment':
      return callOrder('expirePayment', { orderId, sequence }, view);
    case 'meet_deadline':
      return callOrder('meetDeadline', { orderId, sequence, deadlineId: step.deadline.id }, view);
    case 'credit':
      return callOrder('creditLines', { orderId, accountId, sequence }, view);
    case 'update_lines':
      return callOrder('updateLines', { orderId, sequence }, view);
    case 'complete':
      return callOrder('completeOrder', { orderId, sequence }, view);
    case 'close_refunded':
      return callOrder('closeRefunded', { orderId, sequence }, view);
  }
}
