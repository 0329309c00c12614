/** Reads the record of a workflow's id, of whatever kind it is. */
import { parseWorkflowId, type WorkflowId, type WorkflowKind } from '../../domain/workflow-ids.ts';
import type { Database } from '../../storage/database.ts';
import { readEpisodeStart } from './episode.ts';
import { readLotStart } from './lot.ts';
import { readNoticeStart } from './notice.ts';
import { readOrderStart } from './order.ts';
import type { WorkflowStart } from './record.ts';

type ReadWorkflowStart = (database: Database, id: string) => Promise<WorkflowStart | null>;

const READERS: Readonly<Record<WorkflowKind, ReadWorkflowStart>> = {
  order: readOrderStart,
  arrears: readEpisodeStart,
  notice: readNoticeStart,
  lot: readLotStart,
};

/** The record as its workflow sees it; null when it is not there. */
export function readRecord(database: Database, workflowId: WorkflowId): Promise<WorkflowStart | null> {
  const { kind, id } = parseWorkflowId(workflowId);
  return READERS[kind](database, id);
}
