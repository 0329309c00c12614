/** Replays the histories of open workflows on the workflows of a build that has not been rolled out. */
import { type Client, type HistoryAndWorkflowId, WorkflowNotFoundError } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { ALIVE_QUERY } from '../liveness.ts';
import { onQueue } from './open-runs.ts';

export interface ReplayRequest {
  readonly client: Client;
  readonly taskQueue: string;
  /** Path of the bundled workflows. */
  readonly bundle: string;
  /** A visibility query within the task queue; all that are open if absent. */
  readonly query?: string | undefined;
  /** Maximum number of workflows. */
  readonly limit: number;
  /** Called after each workflow, with the number of those done. */
  readonly onProgress?: (done: number) => void;
}

interface Failure {
  readonly workflowId: string;
  readonly reason: string;
}

interface TypeReplay {
  readonly type: string;
  readonly replayed: number;
  readonly failed: number;
  /** At most 20. */
  readonly failures: readonly Failure[];
}

export interface ReplayReport {
  readonly types: readonly TypeReplay[];
  readonly replayed: number;
  readonly failed: number;
  /** Workflows that have run no code yet, or were removed meanwhile. */
  readonly skipped: number;
  /** True if more workflows match than `limit` allows. */
  readonly isCut: boolean;
}

interface Fetched {
  readonly workflowId: string;
  readonly type: string;
  readonly history: History | null;
}

/** Histories that are fetched at once. */
const FETCHED_AT_ONCE = 4;
const MOST_FAILURES = 20;

/** Throws if a history cannot be read or the bundle cannot be loaded. */
export async function replayRunning({
  client,
  taskQueue,
  bundle,
  query = ALIVE_QUERY,
  limit,
  onProgress,
}: ReplayRequest): Promise<ReplayReport> {
  const types = new Map<string, { replayed: number; failed: number; failures: Failure[] }>();
  let isCut = false;
  let skipped = 0;
  let done = 0;
  /** Type of the workflow that is being replayed; they are replayed one after the other. */
  let replaying = '';
  const results = Worker.runReplayHistories({ workflowBundle: { codePath: bundle } }, histories());
  for await (const { workflowId, error } of results) {
    const counts = types.get(replaying) ?? { replayed: 0, failed: 0, failures: [] };
    types.set(replaying, counts);
    if (error === undefined) counts.replayed += 1;
    else {
      counts.failed += 1;
      if (counts.failures.length < MOST_FAILURES) counts.failures.push({ workflowId, reason: error.message });
    }
    done += 1;
    onProgress?.(done);
  }
  const rows = [...types].map(([type, counts]) => ({ type, ...counts }));
  return {
    types: rows.sort((one, other) => one.type.localeCompare(other.type)),
    replayed: rows.reduce((sum, { replayed }) => sum + replayed, 0),
    failed: rows.reduce((sum, { failed }) => sum + failed, 0),
    skipped,
    isCut,
  };

  async function* histories(): AsyncGenerator<HistoryAndWorkflowId> {
    let fetching: Promise<Fetched>[] = [];
    let taken = 0;
    const matching = `${onQueue(taskQueue)} AND (${query})`;
    for await (const { workflowId, runId, type } of client.workflow.list({ query: matching })) {
      if (taken === limit) {
        isCut = true;
        break;
      }
      taken += 1;
      const fetched = historyOf(client, workflowId, runId).then((history) => ({ workflowId, type, history }));
      // Whoever awaits it sees the error.
      fetched.catch(() => undefined);
      fetching.push(fetched);
      if (fetching.length < FETCHED_AT_ONCE) continue;
      yield* toReplay(fetching);
      fetching = [];
    }
    yield* toReplay(fetching);
  }

  async function* toReplay(fetching: readonly Promise<Fetched>[]): AsyncGenerator<HistoryAndWorkflowId> {
    for (const fetched of fetching) {
      const { workflowId, type, history } = await fetched;
      if (history === null) skipped += 1;
      else {
        replaying = type;
        yield { workflowId, history };
      }
    }
  }
}

/** Null if nothing of it can be replayed: no code has run yet, or the workflow is gone. */
async function historyOf(client: Client, workflowId: string, runId: string): Promise<History | null> {
  try {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const hasRun = history.events?.some((event) => event.workflowTaskCompletedEventAttributes) ?? false;
    return hasRun ? history : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
