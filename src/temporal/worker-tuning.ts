/** How a worker of the product is tuned; measurements use the same settings. */
import type { WorkerOptions } from '@temporalio/worker';

export const WORKER_TUNING = {
  maxCachedWorkflows: 2_000,
  // A workflow in the cache of a killed worker goes to another one after this time, while a command still waits for its verdict.
  stickyQueueScheduleToStartTimeout: '3 seconds',
  shutdownGraceTime: '5 seconds',
  workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 4, maximum: 20 },
  activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 10 },
} as const satisfies Partial<WorkerOptions>;

/**
 * To be called once in a process with a worker. The SDK retains the last answer of each cached workflow, cut from a slab
 * of Node's pool of buffers; a slab of 8 KB would be retained for a few hundred bytes.
 */
export function tuneBuffers(): void {
  Buffer.poolSize = 1_024;
}
