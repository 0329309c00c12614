/** Which workflows are there: one that an operator has paused goes on as it was when it is unpaused. */
import type { WorkflowExecutionStatusName } from '@temporalio/client';

const ALIVE = ['RUNNING', 'PAUSED'] as const satisfies readonly WorkflowExecutionStatusName[];

/** For lists of workflows: those that are alive. */
export const ALIVE_QUERY = "ExecutionStatus IN ('Running', 'Paused')";

export function isAlive(status: WorkflowExecutionStatusName): boolean {
  return ALIVE.some((alive) => alive === status);
}
