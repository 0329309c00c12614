/** Condition for tests that wait until an order reaches a state. */
import type { OrderState } from '../../src/domain/orders/states.ts';

/** An active order that cannot change any more is completed at once, so a later reading shows `completed` instead. */
export function hasReached(wanted: OrderState): (order: { readonly state: OrderState }) => boolean {
  return ({ state }) => state === wanted || (wanted === 'active' && state === 'completed');
}
