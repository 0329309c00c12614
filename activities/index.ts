/** Every activity of the system, over what they work with. */
import type { AttemptDependencies } from '../src/notices/attempt-delivery.ts';
import { createBlockedActivities, type BlockedActivities } from './blocked-activities.ts';
import { createEpisodeActivities, type EpisodeActivities } from './episode-activities.ts';
import { withFailures } from './failures.ts';
import {
  createHousekeepingActivities,
  type HousekeepingActivities,
  type HousekeepingDependencies,
} from './housekeeping-activities.ts';
import { createLotActivities, type LotActivities } from './lot-activities.ts';
import { createNoticeActivities, type NoticeActivities } from './notice-activities.ts';
import { createOrderActivities, type OrderActivities } from './order-activities.ts';

export type Activities = OrderActivities &
  EpisodeActivities &
  LotActivities &
  NoticeActivities &
  BlockedActivities &
  HousekeepingActivities;
export type ActivityDependencies = AttemptDependencies & HousekeepingDependencies;

export function createActivities(dependencies: ActivityDependencies): Activities {
  return withFailures({
    ...createOrderActivities(dependencies),
    ...createEpisodeActivities(dependencies),
    ...createLotActivities(dependencies),
    ...createNoticeActivities(dependencies),
    ...createBlockedActivities(dependencies),
    ...createHousekeepingActivities(dependencies),
  });
}
