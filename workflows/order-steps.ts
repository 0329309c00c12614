/** Which activity takes which step of an order. */
import type { OrderStep } from '../src/domain/orders/next-step.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import { orderActivities, type Transition } from './order-activities.ts';

export function transitionOf({ orderId, accountId }: OrderView, step: OrderStep): Transition {
  switch (step.command) {
    case 'pass_agreement_check':
      return (sequence) => orderActivities.passAgreementCheck({ orderId, sequence });
    case 'start_fulfilment':
      return (sequence) => orderActivities.startFulfilment({ orderId, accountId, sequence });
    case 'expire_payment':
      return (sequence) => orderActivities.expirePayment({ orderId, sequence });
    case 'meet_deadline':
      return (sequence) => orderActivities.meetDeadline({ orderId, sequence, deadlineId: step.deadline.id });
    case 'credit':
      return (sequence) => orderActivities.creditLines({ orderId, accountId, sequence });
    case 'update_lines':
      return (sequence) => orderActivities.updateLines({ orderId, sequence });
    case 'complete':
      return (sequence) => orderActivities.completeOrder({ orderId, sequence });
    case 'close_refunded':
      return (sequence) => orderActivities.closeRefunded({ orderId, sequence });
  }
}
