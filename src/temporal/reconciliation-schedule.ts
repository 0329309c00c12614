/** The Temporal Schedule of reconciliation: made once for a task queue, changed when the configured interval changes. */
import { ScheduleAlreadyRunning, type Client } from '@temporalio/client';
import { scheduleOfRuns } from './schedule-of-runs.ts';

/** The database that a task queue works on. */
export interface QueueHolder {
  readonly databaseId: string;
  readonly database: string;
}

export interface ReconciliationOptions {
  readonly taskQueue: string;
  readonly intervalSeconds: number;
  readonly holder: QueueHolder;
}

export function scheduleIdOf(taskQueue: string): string {
  return `reconciliation:${taskQueue}`;
}

/** Answers whose the schedule is; one of another database is left as it is. */
export async function ensureReconciliationSchedule(
  client: Client,
  { taskQueue, intervalSeconds, holder }: ReconciliationOptions,
): Promise<QueueHolder> {
  const scheduleId = scheduleIdOf(taskQueue);
  const runs = scheduleOfRuns({
    ...{ workflowType: 'reconciliation', scheduleId, taskQueue, everyMs: intervalSeconds * 1_000 },
    workflowRunTimeout: '6 hours',
  });
  try {
    await client.schedule.create({ scheduleId, ...runs, memo: { ...holder } });
    return holder;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  const handle = client.schedule.getHandle(scheduleId);
  const known = holderIn((await handle.describe()).memo);
  if (known.databaseId === holder.databaseId) {
    await handle.update((schedule) => ({ ...schedule, ...runs }));
  }
  return known;
}

function holderIn(memo: Record<string, unknown> = {}): QueueHolder {
  const { databaseId, database } = memo;
  return { databaseId: textOf(databaseId), database: textOf(database) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'unknown';
}
