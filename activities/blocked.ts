/** The activity with which every workflow that looks after a record tells that it does not get on. */
import { reportBlocked, type BlockedReport } from '../src/application/reconciliation/report-blocked.ts';
import type { TransactionDependencies } from '../src/storage/unit-of-work.ts';

export interface BlockedActivities {
  /** Opens an operator's task, unless one about the same workflow is open. */
  reportBlocked(report: BlockedReport): Promise<void>;
}

export function createBlockedActivities(dependencies: TransactionDependencies): BlockedActivities {
  return { reportBlocked: (report) => reportBlocked(dependencies, report) };
}
