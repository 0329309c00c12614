/** How a worker takes part in the rollout of its build. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import type { Logger } from '../../infra/logging.ts';
import { RolloutError } from './rollout-error.ts';
import { WorkerDeployment } from './worker-deployment.ts';

/**
 * `by-command`: workers wait until an operator rolls their build out. `at-once`: a worker makes its build current as it
 * starts, which suits one machine. `off`: workers have no build, as up to release 0.2.0.
 */
export type WorkerVersioning = 'by-command' | 'at-once' | 'off';

const MOST_ATTEMPTS = 5;
const RETRY_MS = 500;

interface Joining {
  readonly client: Client;
  readonly taskQueue: string;
  readonly buildId: string;
  readonly workerVersioning: WorkerVersioning;
  readonly logger: Logger;
}

/**
 * Options of the worker. Warns if Temporal gives it no tasks for now. Throws `RolloutError` if versioning is wanted and
 * the server knows none.
 */
export async function joinRollout({
  client,
  taskQueue,
  buildId,
  workerVersioning,
  logger,
}: Joining): Promise<Pick<WorkerOptions, 'workerDeploymentOptions'>> {
  const deployment = new WorkerDeployment(client, taskQueue);
  if (workerVersioning === 'off') {
    const current = await currentOf(deployment);
    if (current !== null)
      logger.warn({ current }, 'a build is current, so workers without one get no tasks: run "rollout off"');
    return {};
  }
  if (workerVersioning === 'at-once') await makeCurrentAtOnce(deployment, buildId);
  const { current, ramping } = await deployment.read();
  if (current !== buildId && ramping?.buildId !== buildId)
    logger.warn({ buildId, current }, 'this build gets no tasks before "rollout ramp" or "rollout current"');
  return {
    workerDeploymentOptions: {
      useWorkerVersioning: true,
      version: { deploymentName: deployment.name, buildId },
      // An order that runs for a year goes on with newer code; `docs/changing-workflows.md` says how code stays able to.
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}

/** Workers that start together make the same change; those whose change is refused look again. */
async function makeCurrentAtOnce(deployment: WorkerDeployment, buildId: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if ((await deployment.read()).current === buildId) return;
      await deployment.makeCurrent(buildId, { unpolled: true });
      return;
    } catch (error) {
      if (!(error instanceof RolloutError) || attempt === MOST_ATTEMPTS) throw error;
      await delay(RETRY_MS * attempt);
    }
  }
}

/** Null too if the server knows no builds at all. */
async function currentOf(deployment: WorkerDeployment): Promise<string | null> {
  try {
    return (await deployment.read()).current;
  } catch (error) {
    if (error instanceof RolloutError) return null;
    throw error;
  }
}
