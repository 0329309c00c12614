/** Tells when the record of an order says `active`, by listening to what the order's activities answer. */
import type { OrderActivities } from '../../activities/order-activities.ts';
import type { Awaited } from './awaited.ts';

/** The same activities; an answer comes after its transaction is committed. */
export function tellingOfActive(active: Awaited, activities: OrderActivities): OrderActivities {
  return {
    ...activities,
    creditLines: async (input) => {
      const result = await activities.creditLines(input);
      if (result.view.state === 'active') active.tell(input.orderId);
      return result;
    },
  };
}
