/** Every activity of the system, as factories over their dependencies. */
import type { EpisodeActivities } from '../workflows/arrears-activities.ts';
import type { CanaryActivities } from '../workflows/canary-activities.ts';
import type { BlockedActivities } from '../workflows/entity-activities.ts';
import type { LotActivities } from '../workflows/lot-activities.ts';
import type { NoticeActivities } from '../workflows/notice-activities.ts';
import type { ReportingOrderActivities } from '../workflows/order-activities.ts';
import type { ReconciliationActivities } from '../workflows/reconciliation-activities.ts';
import { createEpisodeActivities } from './arrears.ts';
import { createBlockedActivities } from './blocked.ts';
import { createCanaryActivities, type CanaryActivityDependencies } from './canary.ts';
import { withFailures } from './failures.ts';
import { createLotActivities } from './lots.ts';
import { createNoticeActivities, type NoticeActivityDependencies } from './notices.ts';
import { createOrderActivities } from './orders.ts';
import { reportingChanges } from './report-changes.ts';
import { createReconciliationActivities, type ReconciliationDependencies } from './reconciliation.ts';

export type Activities = ReportingOrderActivities &
  EpisodeActivities &
  LotActivities &
  NoticeActivities &
  BlockedActivities &
  ReconciliationActivities &
  CanaryActivities;
export type ActivityDependencies = NoticeActivityDependencies &
  ReconciliationDependencies &
  CanaryActivityDependencies;

export function createActivities(dependencies: ActivityDependencies): Activities {
  return withFailures({
    ...reportingChanges(createOrderActivities(dependencies)),
    ...createEpisodeActivities(dependencies),
    ...createLotActivities(dependencies),
    ...createNoticeActivities(dependencies),
    ...createBlockedActivities(dependencies),
    ...createReconciliationActivities(dependencies),
    ...createCanaryActivities(dependencies),
  });
}
