/**
 * Whether one of the two servers was restored from another day: MongoDB remembers the last run of reconciliation, and Temporal
 * must know that run and none after it.
 */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { COMPARED } from '../../domain/reconciliation-memo.ts';
import { instantOf, type Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';

/** Runs that are remembered: more than can lie between a run's beginning and its end. */
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

/** Then nobody can say what workflows have seen. Asked by a run of its own. */
export async function wasRestored(dependencies: RunDependencies, own: Run): Promise<boolean> {
  const { database, client, taskQueue } = dependencies;
  const last = await database.models.reconciliationRuns.findById(taskQueue).lean();
  if (last !== null && (await startOf(client, last)) === null) return true;
  const since = last === null ? '' : ` AND StartTime >= '${last.startedAt}'`;
  const query = `WorkflowType = 'reconciliation' AND TaskQueue = '${taskQueue}'${since}`;
  for await (const { runId, memo } of client.workflow.list({ query })) {
    // One that failed, was cancelled or has not come so far has left nothing that MongoDB could have lost.
    const hasCompared = memo?.[COMPARED] === true;
    if (hasCompared && runId !== own.runId && last?.recent.includes(runId) !== true) return true;
  }
  return false;
}

/** Notes a run that has compared the two servers. */
export async function noteRun({ database, client, taskQueue }: RunDependencies, own: Run): Promise<void> {
  const startedAt = await startOf(client, own);
  if (startedAt === null) return;
  const { reconciliationRuns } = database.models;
  const last = await reconciliationRuns.findById(taskQueue).lean();
  // Runs may overlap: the one that began last counts.
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

/** When a run began; null where Temporal does not know it. */
async function startOf(client: Client, { workflowId, runId }: Run): Promise<Instant | null> {
  try {
    const { startTime } = await client.workflow.getHandle(workflowId, runId).describe();
    return instantOf(startTime.getTime());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
