/** The Temporal Schedule of housekeeping: made once, changed when the configured interval changes. */
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';

const SCHEDULE_ID = 'housekeeping';

export async function ensureHousekeepingSchedule(
  client: Client,
  taskQueue: string,
  intervalSeconds: number,
): Promise<void> {
  const spec = { intervals: [{ every: intervalSeconds * 1_000 }] };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP };
  const action = {
    type: 'startWorkflow',
    workflowType: 'housekeeping',
    workflowId: 'housekeeping',
    taskQueue,
    // One that stands still must not keep the next ones from running for ever.
    workflowRunTimeout: '6 hours',
  } as const;
  try {
    await client.schedule.create({ scheduleId: SCHEDULE_ID, spec, policies, action });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule
      .getHandle(SCHEDULE_ID)
      .update((schedule) => ({ ...schedule, spec, policies, action }));
  }
}
