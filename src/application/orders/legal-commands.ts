/** Which commands the state table allows on an order (rules §8.1), decided from the order's record. */
import { DomainError } from '../../domain/errors.ts';
import { isSettled } from '../../domain/orders/line-states.ts';
import { actionsOf, isLegal, type CommandFacts, type OrderCommand } from '../../domain/orders/states.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';

/** The facts about an order that the state table reads. */
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

/**
 * Throws `illegal_transition` for a command that the state table does not allow and names the commands that sales and
 * operators may give instead; `agreement_required` for a confirmation that waits for an agreement.
 */
export function assertLegal(order: OrderDocument, command: OrderCommand): void {
  const facts = commandFactsOf(order);
  if (isLegal(command, facts)) return;
  if (command === 'confirm' && order.state === 'awaiting_agreement') {
    throw new DomainError('agreement_missing', {
      accountId: order.accountId,
      productLine: order.productLine,
      orderId: order._id,
      state: order.state,
    });
  }
  throw new DomainError('illegal_transition', {
    subject: 'order',
    orderId: order._id,
    state: order.state,
    command,
    possible: actionsOf(facts, ['sales', 'operator']).join(', ') || '—',
  });
}

/**
 * True for a line that can be refunded. Of `before_usage` services, at least one must not have been started (AMB-34).
 */
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

/** True for a line that was bought for a period, which another period can follow. */
export function isRenewable({ fulfilment }: OrderLineRecord): boolean {
  return fulfilment.kind === 'term' || (fulfilment.kind === 'licence' && fulfilment.validity === 'term');
}

/** True for an order that waits for its agreement, confirmation or payment. */
export function isUnpaid({ state, payment }: OrderDocument): boolean {
  const waits =
    state === 'awaiting_agreement' || state === 'awaiting_confirmation' || state === 'awaiting_payment';
  return waits && payment === null;
}
