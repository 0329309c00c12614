/** The facts of an order that decide which commands are legal. */
import type { CommandFacts } from '../domain/order/states.ts';
import { isSettled } from '../domain/order/line-states.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';

export function commandFactsOf({ state, held, payment, lines }: OrderDocument): CommandFacts {
  const paid = payment !== null;
  return {
    state,
    held,
    paid,
    refundable: paid && lines.some((line) => line.refundPolicy !== 'never' && !isSettled(line.state)),
    renewable: lines.some(isRenewable),
  };
}

/** True for what was bought for a period that another one can follow. */
export function isRenewable({ fulfilment }: OrderLineRecord): boolean {
  return fulfilment.kind === 'term' || (fulfilment.kind === 'licence' && fulfilment.validity === 'term');
}
