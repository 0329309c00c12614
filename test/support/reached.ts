/** Whether an order has come to a state, for tests that wait for it. */
import type { OrderState } from '../../src/domain/orders/states.ts';

/** An active order of which nothing can change any more is completed at once, so whoever looks later sees that instead. */
export function hasReached(wanted: OrderState): (order: { readonly state: OrderState }) => boolean {
  return ({ state }) => state === wanted || (wanted === 'active' && state === 'completed');
}
