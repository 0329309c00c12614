/** Activities that do nothing. The last one resolves the id of its workflow. */
import { activityInfo } from '@temporalio/activity';
import type { Awaited } from './awaited.ts';

export interface EmptyActivities {
  first(): Promise<void>;
  second(): Promise<void>;
  third(): Promise<void>;
}

export function createEmptyActivities(done: Awaited): EmptyActivities {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    first: nothing,
    second: nothing,
    third: () => {
      const { workflowExecution } = activityInfo();
      if (workflowExecution !== undefined) done.resolve(workflowExecution.workflowId);
      return Promise.resolve();
    },
  };
}
