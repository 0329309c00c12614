/** The workers that poll a task queue for workflow tasks, and which of them the server gives tasks. */
import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

export interface Poller {
  readonly identity: string;
  /** Null for a worker without versioning. */
  readonly buildId: string | null;
  /** Epoch ms. */
  readonly lastPollAt: number;
  /** Its build is the current one, or it has none and no build is current. */
  readonly takesTasks: boolean;
}

/** A worker that has not polled for this long is gone. */
const SILENT_MS = 70_000;
const VERSIONED: temporal.api.enums.v1.WorkerVersioningMode = 2;

/** Those that polled lately. */
export async function pollersOf(client: Client, taskQueue: string): Promise<Poller[]> {
  const { namespace } = client.options;
  // Without a type, the server reports the pollers of workflow tasks.
  const { pollers, versioningInfo } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
  });
  const current = versioningInfo?.currentDeploymentVersion?.buildId ?? null;
  return pollers
    .map(({ identity, lastAccessTime, deploymentOptions }) => {
      const buildId =
        deploymentOptions?.workerVersioningMode === VERSIONED ? (deploymentOptions.buildId ?? null) : null;
      const lastPollAt = Number(lastAccessTime?.seconds ?? 0) * 1_000;
      return { identity: identity ?? '', buildId, lastPollAt, takesTasks: buildId === current };
    })
    .filter(({ lastPollAt }) => Date.now() - lastPollAt < SILENT_MS);
}
