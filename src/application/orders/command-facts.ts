/** The facts of an order that decide which commands are legal. */
import type { CommandFacts } from '../../domain/orders/states.ts';
import { isSettled } from '../../domain/orders/line-states.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/order.ts';

export function commandFactsOf({ state, held, payment, lines }: OrderDocument): CommandFacts {
  const paid = payment !== null;
  return {
    state,
    held,
    paid,
    refundable: paid && lines.some(isRefundable),
    renewable: lines.some(isRenewable),
  };
}

/** True for what may go back: of services that are refunded before usage, at least one was not started (AMB-34). */
function isRefundable({ refundPolicy, state }: OrderLineRecord): boolean {
  switch (refundPolicy) {
    case 'never':
      return false;
    case 'agreement_only':
      return !isSettled(state);
    case 'before_usage':
      return state === 'pending' || state === 'available';
  }
}

/** True for what was bought for a period that another one can follow. */
export function isRenewable({ fulfilment }: OrderLineRecord): boolean {
  return fulfilment.kind === 'term' || (fulfilment.kind === 'licence' && fulfilment.validity === 'term');
}
