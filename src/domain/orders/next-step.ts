/**
 * The step that an order takes by itself now, derived from facts alone. The workflow asks after every change and at every
 * deadline, runs the one step that is returned, and asks again; the result does not depend on what woke it.
 */
import type { Instant } from '../instant.ts';
import type { NextDeadline } from '../next-deadline.ts';
import type { OrderState } from './states.ts';

export interface OrderFacts {
  readonly state: OrderState;
  readonly now: Instant;
  readonly held: boolean;
  readonly paid: boolean;
  /** An active agreement covers buyer and product line, or none is required. */
  readonly agreementSatisfied: boolean;
  /** States stored on the lines differ from what their entitlements say. */
  readonly linesChanged: boolean;
  /** Every line has ended or is final. */
  readonly linesSettled: boolean;
  /** Every line was refunded, and nothing was used. */
  readonly allReturned: boolean;
  /** Earliest deadline of the order, due or not. */
  readonly nextDeadline: NextDeadline | null;
}

/** A step the system takes by itself. */
export type OrderStep =
  | { readonly command: 'pass_agreement_check' }
  | { readonly command: 'start_fulfilment' }
  | { readonly command: 'expire_payment'; readonly deadline: NextDeadline }
  | { readonly command: 'meet_deadline'; readonly deadline: NextDeadline }
  | { readonly command: 'credit' }
  | { readonly command: 'update_lines' }
  | { readonly command: 'complete' }
  | { readonly command: 'close_refunded' };

/** The step that is due; null if the order waits for a message or its next deadline. */
export function nextStepOf(facts: OrderFacts): OrderStep | null {
  const due = facts.nextDeadline !== null && facts.nextDeadline.at <= facts.now ? facts.nextDeadline : null;
  switch (facts.state) {
    case 'awaiting_agreement':
      return facts.agreementSatisfied ? { command: 'pass_agreement_check' } : null;
    case 'awaiting_confirmation':
      return null;
    case 'awaiting_payment':
      if (facts.paid) return { command: 'start_fulfilment' };
      if (due === null) return null;
      return due.kind === 'payment.due'
        ? { command: 'expire_payment', deadline: due }
        : { command: 'meet_deadline', deadline: due };
    case 'payment_expired':
      return facts.paid ? { command: 'start_fulfilment' } : null;
    case 'fulfilling':
      // A deadline that has passed is reported before the crediting that ends the wait (rules §8.5).
      if (due !== null) return { command: 'meet_deadline', deadline: due };
      if (facts.allReturned) return { command: 'close_refunded' };
      return facts.held ? null : { command: 'credit' };
    case 'active':
      if (due !== null) return { command: 'meet_deadline', deadline: due };
      if (facts.linesChanged) return { command: 'update_lines' };
      if (facts.allReturned) return { command: 'close_refunded' };
      return facts.linesSettled ? { command: 'complete' } : null;
    case 'completed':
    case 'cancelled':
    case 'refunded':
      return null;
  }
}

/** True if an order in this state may ever take a step by itself. */
export function movesByItself(state: OrderState): boolean {
  return !WAITING.has(state);
}

/** In these states an order waits for a command, whatever the time, or is final. */
const WAITING: ReadonlySet<OrderState> = new Set([
  'awaiting_confirmation',
  'completed',
  'cancelled',
  'refunded',
]);
