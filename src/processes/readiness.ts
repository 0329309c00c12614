/**
 * Whether MongoDB and Temporal respond and a worker polls the task queue. Results are cached briefly because probes are
 * frequent.
 */
import type { Client } from '@temporalio/client';
import type { Readiness, ReadinessChecks, UsageReadiness } from '../http/handlers/system.ts';
import type { ClockGuard } from '../storage/clock-guard.ts';
import type { Database } from '../storage/database.ts';

export interface ReadinessDependencies {
  readonly database: Database;
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  /** The worker that must poll, by its identity; any one if absent. */
  readonly identity?: string;
  /** Absent if a test supplies the clock. */
  readonly guard?: ClockGuard | undefined;
  readonly isStopping: () => boolean;
}

/** Time limit of each check; all checks run concurrently. */
const TIMEOUT_MS = 1_000;
const REMEMBER_MS = 250;
/** A worker that has not polled for this long is gone. */
const WORKER_SILENT_MS = 70_000;

export function readinessOf(dependencies: ReadinessDependencies): ReadinessChecks {
  const { database, guard, isStopping } = dependencies;
  const mongodb = remembered(() => within(pinged(database), false));
  const poller = remembered(() => within(lastPollOf(dependencies), 'away'));

  async function usage(): Promise<UsageReadiness> {
    return { serving: !isStopping(), mongodb: await mongodb(), clock: guard?.isRight() ?? true };
  }

  async function all(): Promise<Readiness> {
    const [checks, lastPoll] = await Promise.all([usage(), poller()]);
    const worker = typeof lastPoll === 'number' && Date.now() - lastPoll < WORKER_SILENT_MS;
    return { ...checks, temporal: lastPoll !== 'away', worker };
  }

  return { usage, all };
}

/** The cached result, if it is recent. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let last: { readonly untilMs: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (last === undefined || last.untilMs < Date.now())
      last = { untilMs: Date.now() + REMEMBER_MS, answer: ask() };
    return last.answer;
  };
}

async function pinged(database: Database): Promise<boolean> {
  await database.connection.getClient().db().command({ ping: 1 });
  return true;
}

/** When a worker last polled for workflow tasks, in epoch ms; null if none ever did. */
async function lastPollOf({
  client,
  namespace,
  taskQueue,
  identity,
}: ReadinessDependencies): Promise<number | null> {
  const { pollers } = await client.withDeadline(Date.now() + TIMEOUT_MS, () =>
    // Without a type, the server reports the pollers of workflow tasks.
    client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue } }),
  );
  const polls = pollers
    .filter((poller) => identity === undefined || poller.identity === identity)
    .map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000);
  return polls.length === 0 ? null : Math.max(...polls);
}

/** The result of `work`, or `otherwise` if it fails or times out. */
async function within<T, U>(work: Promise<T>, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS, otherwise);
  });
  const outcome = await Promise.race([work.catch(() => otherwise), late]);
  clearTimeout(timer);
  return outcome;
}
