/** Whose tasks go first where the workers have more to do than they can, 1 before 5: money owed before letters sent. */
import type { WorkflowKind } from '../domain/workflow-ids.ts';

export const PRIORITY_KEYS = {
  arrears: 1,
  lot: 2,
  order: 2,
  notice: 4,
  reconciliation: 5,
} as const satisfies Record<WorkflowKind | 'reconciliation', number>;
