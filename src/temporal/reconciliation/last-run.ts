/**
 * Detects whether MongoDB or Temporal was restored from a backup: MongoDB stores the last run of reconciliation, and Temporal
 * must know that run and none after it.
 */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { COMPARED } from '../../domain/reconciliation-memo.ts';
import { instantOf, type Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';

/** Stored runs: more than can start while one run lasts. */
const RECENT = 1_000;

export interface Run {
  readonly workflowId: string;
  readonly runId: string;
}

export interface RunDependencies {
  readonly database: Database;
  readonly client: Client;
  readonly taskQueue: string;
}

/**
 * True if MongoDB or Temporal was restored from a backup since the last run; workflow views may then be stale. `own` is the
 * run of the caller.
 */
export async function wasRestored(dependencies: RunDependencies, own: Run): Promise<boolean> {
  const { database, client, taskQueue } = dependencies;
  const last = await database.models.reconciliationRuns.findById(taskQueue).lean();
  if (last !== null && (await startOf(client, last)) === null) return true;
  const since = last === null ? '' : ` AND StartTime >= '${last.startedAt}'`;
  const query = `WorkflowType = 'reconciliation' AND TaskQueue = '${taskQueue}'${since}`;
  for await (const { runId, memo } of client.workflow.list({ query })) {
    // A run that failed, was cancelled or has not compared yet has written nothing that MongoDB could have lost.
    const hasCompared = memo?.[COMPARED] === true;
    if (hasCompared && runId !== own.runId && last?.recent.includes(runId) !== true) return true;
  }
  return false;
}

/** Stores a run that has compared MongoDB with Temporal. */
export async function noteRun({ database, client, taskQueue }: RunDependencies, own: Run): Promise<void> {
  const startedAt = await startOf(client, own);
  if (startedAt === null) return;
  const { reconciliationRuns } = database.models;
  const last = await reconciliationRuns.findById(taskQueue).lean();
  // Runs may overlap: the one that started last counts.
  const isLater = last === null || last.startedAt < startedAt || (await startOf(client, last)) === null;
  const run = { workflowId: own.workflowId, runId: own.runId, startedAt };
  await reconciliationRuns.updateOne(
    { _id: taskQueue },
    {
      ...(isLater ? { $set: run } : {}),
      $push: { recent: { $each: [own.runId], $slice: -RECENT } },
    },
    { upsert: isLater },
  );
}

/** When a run started; null if Temporal does not know it. */
async function startOf(client: Client, { workflowId, runId }: Run): Promise<Instant | null> {
  try {
    const { startTime } = await client.workflow.getHandle(workflowId, runId).describe();
    return instantOf(startTime.getTime());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
