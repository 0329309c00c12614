/** What an entity workflow is started with, whatever its record is. */
import type { WorkflowStartOptions } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import type { AccountId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { parseWorkflowId, type WorkflowId } from '../../domain/workflow-ids.ts';
import { PRIORITY_KEYS } from '../priorities.ts';
import { detailsOf, fairnessKeyOf, summaryOf } from '../text-limits.ts';

/** A record as its workflow sees it, and how its workflow is started. */
export interface WorkflowStart {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  /** Nothing of it can change with time, so it needs no workflow. */
  readonly isOver: boolean;
  /** A run of its workflow has read the record already. */
  readonly isAdopted?: boolean;
  readonly workflowType: string;
  readonly input: Json;
  readonly staticSummary: string;
  readonly staticDetails: string;
  /** One team's bulk work must not starve the others. */
  readonly fairnessKey: string;
  readonly searchAttributes: TypedSearchAttributes;
}

/** The record as Temporal takes it when its workflow is started. */
export function startOptionsOf(workflowId: WorkflowId, taskQueue: string, record: WorkflowStart) {
  return {
    workflowId,
    taskQueue,
    args: [record.input],
    // The record decides whether it needs a workflow, so a lost run may be followed by another.
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: summaryOf(record.staticSummary),
    staticDetails: detailsOf(record.staticDetails),
    priority: {
      priorityKey: PRIORITY_KEYS[parseWorkflowId(workflowId).kind],
      fairnessKey: fairnessKeyOf(record.fairnessKey),
    },
    typedSearchAttributes: record.searchAttributes,
  } as const satisfies WorkflowStartOptions;
}
