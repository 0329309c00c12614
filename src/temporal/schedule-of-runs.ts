/** What the Temporal Schedules of the product have in common: one run of a workflow at a time, again and again. */
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { PRIORITY_KEYS } from './priorities.ts';

interface ScheduledRuns {
  readonly workflowType: 'canary' | 'reconciliation';
  /** Id of the schedule, from which the ids of its runs are made. */
  readonly scheduleId: string;
  readonly taskQueue: string;
  readonly everyMs: number;
  /** A run that hangs must not block the next ones for ever. */
  readonly workflowRunTimeout: '40 minutes' | '6 hours';
}

/** Runs do not overlap, whatever number of workers there is. */
export function scheduleOfRuns({
  workflowType,
  scheduleId,
  taskQueue,
  everyMs,
  workflowRunTimeout,
}: ScheduledRuns) {
  return {
    spec: { intervals: [{ every: everyMs }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId: scheduleId,
      taskQueue,
      priority: { priorityKey: PRIORITY_KEYS[workflowType] },
      workflowRunTimeout,
    } as const,
  };
}
