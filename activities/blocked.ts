/** The activity with which every workflow that looks after a record tells that it does not get on. */
import { reportBlocked } from '../src/application/reconciliation/report-blocked.ts';
import type { TransactionDependencies } from '../src/storage/unit-of-work.ts';
import type { BlockedActivities } from '../workflows/entity-activities.ts';

export function createBlockedActivities(dependencies: TransactionDependencies): BlockedActivities {
  return { reportBlocked: (report) => reportBlocked(dependencies, report) };
}
