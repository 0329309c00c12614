/** The Temporal Schedule of reconciliation: made once for a task queue, changed when the configured interval changes. */
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { PRIORITY_KEYS } from './priorities.ts';

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
  const spec = { intervals: [{ every: intervalSeconds * 1_000 }] };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP };
  const action = {
    type: 'startWorkflow',
    workflowType: 'reconciliation',
    workflowId: scheduleId,
    taskQueue,
    priority: { priorityKey: PRIORITY_KEYS.reconciliation },
    // A run that hangs must not block the next ones for ever.
    workflowRunTimeout: '6 hours',
  } as const;
  try {
    await client.schedule.create({ scheduleId, spec, policies, action, memo: { ...holder } });
    return holder;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  const handle = client.schedule.getHandle(scheduleId);
  const known = holderIn((await handle.describe()).memo);
  if (known.databaseId === holder.databaseId) {
    await handle.update((schedule) => ({ ...schedule, spec, policies, action }));
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
