/** How many open workflows a build has, and how old the oldest is. */
import type { Client } from '@temporalio/client';
import { ALIVE_QUERY } from '../liveness.ts';
import { deploymentNameOf } from './worker-deployment.ts';

export interface OpenRuns {
  readonly count: number;
  /** ISO instant; null if there is no open run. */
  readonly oldestStartedAt: string | null;
}

/** Products of an earlier time do not exist, so no run is older. */
const EARLIEST = Date.UTC(2020, 0, 1);
/** The oldest run is looked for in a list of at most so many, since Temporal lists the newest first. */
const LISTED_AT_MOST = 1_000;
/** Halves the years since `EARLIEST` down to less than a second. */
const MOST_STEPS = 40;

/** Open workflows whose last task a build has completed; with null those of workers without versioning. */
export async function openRunsOf(
  client: Client,
  taskQueue: string,
  buildId: string | null,
): Promise<OpenRuns> {
  const version =
    buildId === null
      ? 'TemporalWorkerDeploymentVersion IS NULL'
      : `TemporalWorkerDeploymentVersion = '${deploymentNameOf(taskQueue)}:${buildId}'`;
  const open = `${onQueue(taskQueue)} AND ${ALIVE_QUERY} AND ${version}`;
  const { count } = await client.workflow.count(open);
  return { count, oldestStartedAt: count === 0 ? null : await oldestOf(client, open, count) };
}

/** The condition that a workflow belongs to the task queue. Throws `RangeError` where no query can name it. */
export function onQueue(taskQueue: string): string {
  if (/['\\]/.test(taskQueue)) throw new RangeError(`a query cannot name task queue ${taskQueue}`);
  return `TaskQueue = '${taskQueue}'`;
}

async function oldestOf(client: Client, open: string, count: number): Promise<string | null> {
  let query = open;
  let [from, until] = [EARLIEST, Date.now()];
  for (let step = 0, found = count; found > LISTED_AT_MOST && step < MOST_STEPS; step += 1) {
    const middle = Math.floor((from + until) / 2);
    const older = `${open} AND StartTime < '${new Date(middle).toISOString()}'`;
    const { count: olderCount } = await client.workflow.count(older);
    if (olderCount === 0) from = middle;
    else [until, found, query] = [middle, olderCount, older];
  }
  let oldest: Date | null = null;
  let listed = 0;
  for await (const { startTime } of client.workflow.list({ query, pageSize: LISTED_AT_MOST })) {
    if (oldest === null || startTime < oldest) oldest = startTime;
    listed += 1;
    if (listed === LISTED_AT_MOST) break;
  }
  return oldest?.toISOString() ?? null;
}
