/** Activities that do nothing; the last one tells that its workflow came that far. */
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
      if (workflowExecution !== undefined) done.tell(workflowExecution.workflowId);
      return Promise.resolve();
    },
  };
}
