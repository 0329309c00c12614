/** The activities of housekeeping: comparing what MongoDB holds with what Temporal runs. */
import { reconcileOrders, type ReconcileDependencies } from '../src/temporal/reconcile-orders.ts';

export interface HousekeepingActivities {
  /** Starts lost workflows again; answers how many. */
  reconcileOrders(): Promise<{ restarted: number }>;
}

export function createHousekeepingActivities(dependencies: ReconcileDependencies): HousekeepingActivities {
  return {
    reconcileOrders: async () => ({ restarted: (await reconcileOrders(dependencies)).length }),
  };
}
