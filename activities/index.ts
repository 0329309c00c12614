/** Every activity of the system, over what they work with. */
import type { AttemptDependencies } from '../src/application/notices/attempt-delivery.ts';
import { createBlockedActivities, type BlockedActivities } from './blocked.ts';
import { createEpisodeActivities, type EpisodeActivities } from './arrears.ts';
import { withFailures } from './failures.ts';
import {
  createReconciliationActivities,
  type ReconciliationActivities,
  type ReconciliationDependencies,
} from './reconciliation.ts';
import { createLotActivities, type LotActivities } from './lots.ts';
import { createNoticeActivities, type NoticeActivities } from './notices.ts';
import { createOrderActivities, type OrderActivities } from './orders.ts';

export type Activities = OrderActivities &
  EpisodeActivities &
  LotActivities &
  NoticeActivities &
  BlockedActivities &
  ReconciliationActivities;
export type ActivityDependencies = AttemptDependencies & ReconciliationDependencies;

export function createActivities(dependencies: ActivityDependencies): Activities {
  return withFailures({
    ...createOrderActivities(dependencies),
    ...createEpisodeActivities(dependencies),
    ...createLotActivities(dependencies),
    ...createNoticeActivities(dependencies),
    ...createBlockedActivities(dependencies),
    ...createReconciliationActivities(dependencies),
  });
}
