/** The Temporal Schedule of the canary: made, changed and removed as workers are configured when they start. */
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
} from '@temporalio/client';
import { scheduleOfRuns } from './schedule-of-runs.ts';

export interface CanaryScheduleOptions {
  readonly taskQueue: string;
  /** Minutes between two rounds; 0 for no rounds. */
  readonly everyMinutes: number;
}

export function canaryScheduleIdOf(taskQueue: string): string {
  return `canary:${taskQueue}`;
}

/** Call it when the task queue is known to belong to this installation. A new schedule begins with a round at once. */
export async function ensureCanarySchedule(
  client: Client,
  { taskQueue, everyMinutes }: CanaryScheduleOptions,
): Promise<void> {
  const scheduleId = canaryScheduleIdOf(taskQueue);
  const handle = client.schedule.getHandle(scheduleId);
  if (everyMinutes === 0) {
    await handle.delete().catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
    return;
  }
  const runs = scheduleOfRuns({
    ...{ workflowType: 'canary', scheduleId, taskQueue, everyMs: everyMinutes * 60_000 },
    // Longer than the time limits of all steps together.
    workflowRunTimeout: '40 minutes',
  });
  const rounds = { ...runs, policies: { ...runs.policies, catchupWindow: '1 minute' } } as const;
  try {
    await client.schedule.create({ scheduleId, ...rounds });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await handle.update((schedule) => ({ ...schedule, ...rounds }));
    return;
  }
  // A trigger with the creation would not count as running when the next round is due.
  await handle.trigger(ScheduleOverlapPolicy.SKIP);
}
