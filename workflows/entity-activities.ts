/** How entity workflows call their activities, and the one activity that they all have. */
import type { LocalActivityOptions } from '@temporalio/workflow';
import type { Instant } from '../src/domain/instant.ts';
import type { WorkflowId } from '../src/domain/workflow-ids.ts';

/** For short transactions on the record: called locally, retried until MongoDB answers. */
export const RECORD_ACTIVITIES = {
  startToCloseTimeout: '15 seconds',
  // Beyond this an outage of MongoDB is waited out with timers, few enough that a day of it does not fill the history.
  localRetryThreshold: '30 seconds',
  retry: {
    initialInterval: '100 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '2 minutes',
  },
} as const satisfies LocalActivityOptions;

/** Implemented by `activities/blocked.ts`. */
export interface BlockedActivities {
  /** Opens an operator's task unless one about the same workflow is open. `step` is blocked since `since` because of `reason`. */
  reportBlocked(report: {
    workflowId: WorkflowId;
    step: string;
    reason: string;
    since: Instant;
  }): Promise<void>;
}
