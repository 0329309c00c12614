/** One run of housekeeping, started by a Temporal Schedule. */
import { proxyActivities } from '@temporalio/workflow';
import type { HousekeepingActivities } from '../activities/housekeeping-activities.ts';

const activities = proxyActivities<HousekeepingActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumAttempts: 3 },
  summary: 'compares open orders with running workflows',
});

/** Answers how many orders had lost their workflow and have one again. */
export async function housekeeping(): Promise<{ restarted: number }> {
  return activities.reconcileOrders();
}
