/** The activity with which an entity workflow reports that a step of it is blocked. */
import { reportBlocked } from '../src/application/reconciliation/report-blocked.ts';
import type { TransactionDependencies } from '../src/storage/transaction.ts';
import type { BlockedActivities } from '../workflows/entity-activities.ts';

export function createBlockedActivities(dependencies: TransactionDependencies): BlockedActivities {
  return { reportBlocked: (report) => reportBlocked(dependencies, report) };
}
