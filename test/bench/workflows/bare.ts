/** The workflows that orders are compared with: the minimum of a workflow. */
import { condition, proxyActivities } from '@temporalio/workflow';
import type { EmptyActivities } from '../empty-activities.ts';

const { first, second, third } = proxyActivities<EmptyActivities>({ startToCloseTimeout: '1 minute' });

/** Three activities that do nothing, one after the other. */
export async function threeActivities(): Promise<void> {
  await first();
  await second();
  await third();
}

/** Waits for a message that never comes. */
export async function waiting(): Promise<void> {
  await condition(() => false);
}
