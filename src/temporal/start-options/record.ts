/** What an entity workflow is started with, whatever its record is. */
import type { TypedSearchAttributes } from '@temporalio/common';
import type { AccountId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import type { Database } from '../../storage/database.ts';

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

/** Reads a record; null where it is not there. */
export type ReadWorkflowStart = (database: Database, id: string) => Promise<WorkflowStart | null>;
