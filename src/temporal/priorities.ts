/** Which tasks go first when workers are overloaded, 1 before 5: money before notices. */
import type { WorkflowKind } from '../domain/workflow-ids.ts';

export const PRIORITY_KEYS = {
  arrears: 1,
  lot: 2,
  order: 2,
  notice: 4,
  reconciliation: 5,
  // As the orders that it stands for.
  canary: 2,
} as const satisfies Record<WorkflowKind | 'reconciliation' | 'canary', number>;
