/**
 * Compares the records that need a workflow with the running workflows, in both directions. MongoDB is the truth: a lost
 * workflow is started again, one without a record is terminated, one that shows another state than its record is signalled.
 */
import type { Client } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import {
  workflowIdOf,
  WORKFLOW_KINDS,
  parseWorkflowId,
  type WorkflowId,
  type WorkflowKind,
} from '../../domain/workflow-ids.ts';
import type { Database } from '../../storage/database.ts';
import type { Logger } from '../../infra/logging.ts';
import { inParallel } from '../../infra/in-parallel.ts';
import type { WorkflowStarter } from '../workflow-starter.ts';
import { ALIVE_QUERY } from '../liveness.ts';
import type { ObservedInconsistency } from '../../application/reconciliation/inconsistencies.ts';
import { OPEN_RECORDS, readOpen } from '../../application/reconciliation/open-records.ts';
import type { RecordPart } from '../../application/reconciliation/part-of-records.ts';

export interface ReconcileDependencies {
  readonly database: Database;
  readonly client: Client;
  readonly workflowStarter: WorkflowStarter;
}

export interface ReconcileOptions {
  /** Signals every workflow, whatever state it shows, because MongoDB or Temporal was restored from a backup. */
  readonly signalAll: boolean;
  /** Which records and workflows to compare; absent: all. */
  readonly part?: RecordPart;
  /** Called often; throws if the run has to end. */
  readonly onProgress?: () => void;
  readonly logger?: Pick<Logger, 'warn'>;
}

export interface Reconciled {
  /** Records that need a workflow. */
  readonly open: number;
  /** Workflows that were lost and started again. */
  readonly started: number;
  /** Workflows that were signalled to read their record. */
  readonly signalled: number;
  /** Workflows without a record, terminated. */
  readonly ended: number;
  readonly failed: number;
}

const AT_ONCE = 10;
const NO_RECORD = 'it has no record: MongoDB was restored from an older backup';

/** Returns counts, the inconsistencies found, and the workflows that were compared. */
export async function reconcileWorkflows(
  dependencies: ReconcileDependencies,
  { signalAll, part, onProgress = () => undefined, logger }: ReconcileOptions,
): Promise<{ counts: Reconciled; seen: ObservedInconsistency[]; checked: ReadonlySet<WorkflowId> }> {
  const { workflowStarter } = dependencies;
  // Records first, so that a record written meanwhile cannot look like a workflow without one.
  const open = part?.open ?? (await readAllOpen(dependencies.database, onProgress));
  const running = await readRunning(dependencies, part?.checked, onProgress);
  const counts = { open: open.size, started: 0, signalled: 0, ended: 0, failed: 0 };
  const seen: ObservedInconsistency[] = [];

  const checked = part?.checked ?? new Set([...open.keys(), ...running.keys()]);
  await inParallel([...checked], AT_ONCE, async (workflowId) => {
    onProgress();
    try {
      const shown = running.get(workflowId);
      if (shown === undefined) {
        // Not `+= await`: other tasks change the count meanwhile.
        if (await workflowStarter.startIfLost(workflowId)) {
          counts.started += 1;
          await see(workflowId, 'lost');
        }
        // An operator paused it and will resume it.
      } else if (shown.isPaused) return;
      else if (!open.has(workflowId)) await checkWithoutOpenRecord(workflowId);
      else if (signalAll || !isShown(workflowId, shown.state, open.get(workflowId) ?? null))
        await signal(workflowId, 'state');
    } catch (error) {
      counts.failed += 1;
      logger?.warn({ err: error, workflowId }, 'a workflow could not be compared with its record');
      await see(workflowId, 'unreachable');
    }
  });
  return { counts, seen, checked };

  /** Both lists lag a little, so the record is read again before anything is done. */
  async function checkWithoutOpenRecord(workflowId: WorkflowId): Promise<void> {
    const record = await workflowStarter.read(workflowId);
    if (record === null) {
      if (await workflowStarter.endOrphan(workflowId, NO_RECORD)) counts.ended += 1;
    } else if (record.isOver) await signal(workflowId, 'over');
  }

  async function signal(workflowId: WorkflowId, why: string): Promise<void> {
    await workflowStarter.notifyChanged(workflowId, 'reconciliation');
    counts.signalled += 1;
    if (!signalAll) await see(workflowId, why);
  }

  async function see(workflowId: WorkflowId, why: string): Promise<void> {
    const record = await workflowStarter.read(workflowId).catch(() => null);
    seen.push({
      kind: 'workflow',
      subject: workflowId,
      accountId: record?.accountId ?? '',
      workflowId,
      facts: { why },
    });
  }
}

/** Workflow ids of open records, each with the state that its workflow should show; null if it shows none. */
async function readAllOpen(
  database: Database,
  onProgress: () => void,
): Promise<Map<WorkflowId, string | null>> {
  const open = new Map<WorkflowId, string | null>();
  for (const kind of WORKFLOW_KINDS) {
    for await (const { workflowId, state } of readOpen(database, kind)) {
      if (!open.has(workflowId)) open.set(workflowId, state);
      onProgress();
    }
  }
  return open;
}

/** What Temporal shows about a running workflow. */
interface Shown {
  readonly state: string | null;
  readonly isPaused: boolean;
}

/** Workflows of this task queue that are alive, all of them or some. */
async function readRunning(
  { client, workflowStarter: { taskQueue } }: ReconcileDependencies,
  some: ReadonlySet<WorkflowId> | undefined,
  onProgress: () => void,
): Promise<Map<WorkflowId, Shown>> {
  const running = new Map<WorkflowId, Shown>();
  for (const which of some === undefined ? [OF_ENTITY_TYPES] : listsOf([...some])) {
    const query = `TaskQueue = '${taskQueue}' AND ${which} AND ${ALIVE_QUERY}`;
    for await (const { workflowId, status, typedSearchAttributes } of client.workflow.list({ query })) {
      const kind = WORKFLOW_KINDS.find((candidate) => workflowId.startsWith(`${candidate}:`));
      if (kind === undefined) continue;
      running.set(workflowIdOf(kind, workflowId.slice(kind.length + 1)), {
        state: shownIn(typedSearchAttributes, kind),
        isPaused: status.name === 'PAUSED',
      });
      onProgress();
    }
  }
  return running;
}

/** Ids in one query. */
const MOST_IDS = 100;
const OF_ENTITY_TYPES = `WorkflowType IN (${WORKFLOW_KINDS.map((kind) => `'${kind}'`).join(', ')})`;

function listsOf(workflowIds: readonly WorkflowId[]): string[] {
  const lists: string[] = [];
  for (let at = 0; at < workflowIds.length; at += MOST_IDS) {
    lists.push(
      `WorkflowId IN (${workflowIds
        .slice(at, at + MOST_IDS)
        .map((workflowId) => `'${workflowId}'`)
        .join(', ')})`,
    );
  }
  return lists;
}

function shownIn(attributes: TypedSearchAttributes, kind: WorkflowKind): string | null {
  const { shownAs } = OPEN_RECORDS[kind];
  return shownAs === null ? null : (attributes.get(shownAs) ?? null);
}

function isShown(workflowId: WorkflowId, shown: string | null, state: string | null): boolean {
  return OPEN_RECORDS[parseWorkflowId(workflowId).kind].shownAs === null || state === null || shown === state;
}
