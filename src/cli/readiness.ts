/** Whether the servers behind the API answer, and whether a worker listens to the task queue. Asked often, so remembered briefly. */
import type { Client } from '@temporalio/client';
import type { Readiness } from '../http/handlers/system.ts';
import type { ClockGuard } from '../persistence/clock-guard.ts';
import type { Database } from '../persistence/database.ts';

export interface ReadinessDependencies {
  readonly database: Database;
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  /** None where the clock is a test's own. */
  readonly guard?: ClockGuard | undefined;
}

const TIMEOUT_MS = 2_000;
const REMEMBER_MS = 250;
/** A worker that has not asked for work for so long is gone. */
const WORKER_SILENT_MS = 70_000;

export function readinessOf(dependencies: ReadinessDependencies): () => Promise<Readiness> {
  let remembered: { readonly untilMs: number; readonly readiness: Promise<Readiness> } | undefined;
  return () => {
    if (remembered === undefined || remembered.untilMs < Date.now()) {
      remembered = { untilMs: Date.now() + REMEMBER_MS, readiness: ask(dependencies) };
    }
    return remembered.readiness;
  };
}

async function ask({
  database,
  client,
  namespace,
  taskQueue,
  guard,
}: ReadinessDependencies): Promise<Readiness> {
  const [mongodb, poller] = await Promise.all([
    succeeds(database.connection.getClient().db().command({ ping: 1 })),
    lastPollOf(client, namespace, taskQueue),
  ]);
  return {
    mongodb,
    clock: guard?.isRight() ?? true,
    temporal: poller !== 'away',
    worker: typeof poller === 'number' && Date.now() - poller < WORKER_SILENT_MS,
  };
}

/** When a worker last asked for workflow tasks, epoch ms; null for never. */
async function lastPollOf(
  client: Client,
  namespace: string,
  taskQueue: string,
): Promise<number | null | 'away'> {
  try {
    const { pollers } = await client.withDeadline(Date.now() + TIMEOUT_MS, () =>
      // Without a type the server tells of the workflow tasks.
      client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue } }),
    );
    const polls = pollers.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000);
    return polls.length === 0 ? null : Math.max(...polls);
  } catch {
    return 'away';
  }
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS, false);
  });
  const answered = work.then(
    () => true,
    () => false,
  );
  const outcome = await Promise.race([answered, late]);
  clearTimeout(timer);
  return outcome;
}
