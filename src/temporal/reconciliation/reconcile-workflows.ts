/**
 * Compares the records that need a workflow with the workflows that run, both ways. MongoDB is the truth: what was lost is
 * started again, what has no record is ended, what shows another state than its record is told to look.
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
  /** Tells every workflow to look, whatever it shows: one of the two servers was restored from another day. */
  readonly signalAll: boolean;
  /** What to look at; everything, and whatever runs, where nothing is said. */
  readonly part?: RecordPart;
  /** Called often; throws where the run is to end. */
  readonly onProgress?: () => void;
  readonly logger?: Pick<Logger, 'warn'>;
}

export interface Reconciled {
  /** Records that need a workflow. */
  readonly open: number;
  /** Workflows that were lost and run again. */
  readonly started: number;
  /** Workflows that were told to look at their record. */
  readonly told: number;
  /** Workflows without a record. */
  readonly ended: number;
  readonly failed: number;
}

const AT_ONCE = 10;
const NO_RECORD = 'there is no record of it: MongoDB was restored from an older day';

/** Answers the counts, and those workflows that are not as their record says. */
export async function reconcileWorkflows(
  dependencies: ReconcileDependencies,
  { signalAll, part, onProgress = () => undefined, logger }: ReconcileOptions,
): Promise<{ counts: Reconciled; seen: ObservedInconsistency[]; checked: ReadonlySet<WorkflowId> }> {
  const { workflowStarter } = dependencies;
  // Records first: whoever is written meanwhile has a workflow that is not missed.
  const open = part?.open ?? (await readAllOpen(dependencies.database, onProgress));
  const running = await readRunning(dependencies, part?.checked, onProgress);
  const counts = { open: open.size, started: 0, told: 0, ended: 0, failed: 0 };
  const seen: ObservedInconsistency[] = [];

  const checked = part?.checked ?? new Set([...open.keys(), ...running.keys()]);
  await inParallel([...checked], AT_ONCE, async (workflowId) => {
    onProgress();
    try {
      const shown = running.get(workflowId);
      if (shown === undefined) {
        // Not in one expression with the wait: others count meanwhile.
        if (await workflowStarter.startIfLost(workflowId)) {
          counts.started += 1;
          await see(workflowId, 'lost');
        }
        // Whoever paused it lets it go on.
      } else if (shown.isPaused) return;
      else if (!open.has(workflowId)) await lookAtRunning(workflowId);
      else if (signalAll || !isShown(workflowId, shown.state, open.get(workflowId) ?? null))
        await tell(workflowId, 'state');
    } catch (error) {
      counts.failed += 1;
      logger?.warn({ err: error, workflowId }, 'a workflow could not be brought together with its record');
      await see(workflowId, 'unreachable');
    }
  });
  return { counts, seen, checked };

  /** The list of running workflows comes a little late, and so does that of records. */
  async function lookAtRunning(workflowId: WorkflowId): Promise<void> {
    const record = await workflowStarter.read(workflowId);
    if (record === null) {
      if (await workflowStarter.endOrphan(workflowId, NO_RECORD)) counts.ended += 1;
    } else if (record.isOver) await tell(workflowId, 'over');
  }

  async function tell(workflowId: WorkflowId, why: string): Promise<void> {
    await workflowStarter.notifyChanged(workflowId, 'reconciliation');
    counts.told += 1;
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

/** Owners of open records, each with its state where the workflow shows one. */
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

/** What a workflow shows of itself. */
interface Shown {
  readonly state: string | null;
  readonly isPaused: boolean;
}

/** Workflows of ours that are alive, all of them or some. */
async function readRunning(
  { client, workflowStarter: { taskQueue } }: ReconcileDependencies,
  some: ReadonlySet<WorkflowId> | undefined,
  onProgress: () => void,
): Promise<Map<WorkflowId, Shown>> {
  const running = new Map<WorkflowId, Shown>();
  for (const which of some === undefined ? [OF_OUR_TYPES] : listsOf([...some])) {
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

/** Of a query's list of ids. */
const MOST_IDS = 100;
const OF_OUR_TYPES = `WorkflowType IN (${WORKFLOW_KINDS.map((kind) => `'${kind}'`).join(', ')})`;

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
