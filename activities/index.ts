/** Every activity of the system, over what they work with. */
import type { TransactionDependencies } from '../src/persistence/unit-of-work.ts';
import type { ReconcileDependencies } from '../src/temporal/reconcile-orders.ts';
import { createEpisodeActivities, type EpisodeActivities } from './episode-activities.ts';
import { createHousekeepingActivities, type HousekeepingActivities } from './housekeeping-activities.ts';
import { createOrderActivities, type OrderActivities } from './order-activities.ts';

export type Activities = OrderActivities & EpisodeActivities & HousekeepingActivities;
export type ActivityDependencies = TransactionDependencies & ReconcileDependencies;

export function createActivities(dependencies: ActivityDependencies): Activities {
  return {
    ...createOrderActivities(dependencies),
    ...createEpisodeActivities(dependencies),
    ...createHousekeepingActivities(dependencies),
  };
}
