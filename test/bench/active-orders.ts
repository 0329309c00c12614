/** Tells when the record of an order says `active`, by listening to what the order's activities answer. */
import type { OrderActivities } from '../../activities/order-activities.ts';

export class ActiveOrders {
  private readonly waiting = new Map<string, () => void>();

  /** The same activities; an answer comes after its transaction is committed. */
  listeningTo(activities: OrderActivities): OrderActivities {
    return {
      ...activities,
      creditLines: async (input) => {
        const result = await activities.creditLines(input);
        if (result.view.state === 'active') this.tell(input.orderId);
        return result;
      },
    };
  }

  /** Resolves when the order becomes active; to be asked before it can. */
  becomes(orderId: string): Promise<void> {
    return new Promise((resolve) => this.waiting.set(orderId, resolve));
  }

  private tell(orderId: string): void {
    this.waiting.get(orderId)?.();
    this.waiting.delete(orderId);
  }
}
