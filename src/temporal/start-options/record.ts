/** What a workflow that keeps a record is started with, whatever the record is. */
import type { TypedSearchAttributes } from '@temporalio/common';
import type { AccountId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import type { Database } from '../../storage/database.ts';

/** A record as its workflow sees it, and how its workflow is started. */
export interface WorkflowStart {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  /** Nothing of it can change with time any more: it needs no workflow. */
  readonly isOver: boolean;
  /** A run has looked after it already. */
  readonly isKept?: boolean;
  readonly workflowType: string;
  readonly input: Json;
  readonly staticSummary: string;
  readonly staticDetails: string;
  /** One team's bulk work must not starve the others. */
  readonly fairnessKey: string;
  readonly searchAttributes: TypedSearchAttributes;
}

/** Reads a record; null where it is not there. */
export type ReadWorkflowStart = (database: Database, id: string) => Promise<WorkflowStart | null>;
