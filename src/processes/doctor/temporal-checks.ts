/** What can be wrong with Temporal: its namespace, search attributes, workers, builds and the schedule of reconciliation. */
import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { DAY_MS } from '../../domain/instant.ts';
import { pollersOf } from '../../temporal/pollers.ts';
import { scheduleIdOf } from '../../temporal/reconciliation-schedule.ts';
import { WorkerDeployment } from '../../temporal/rollout/worker-deployment.ts';
import { assertSearchAttributes } from '../../temporal/search-attributes.ts';
import { good, type Check, type Verdict } from './finding.ts';

/** Operators who look into a closed order a month later should still find its history. */
const SHORT_RETENTION_DAYS = 30;
const FAIRNESS = ['matching.useNewMatcher', 'matching.enableFairness'];

export function temporalChecks(client: Client, taskQueue: string): Check[] {
  return [
    { name: 'Temporal version', run: () => version(client) },
    { name: 'retention', run: () => retention(client) },
    { name: 'search attributes', run: () => searchAttributes(client) },
    { name: 'workers', run: () => workers(client, taskQueue) },
    { name: 'builds of workers', run: () => builds(client, taskQueue) },
    { name: 'schedule of reconciliation', run: () => schedule(client, taskQueue) },
    { name: 'fairness', run: fairness },
  ];
}

async function version({ workflowService }: Client): Promise<Verdict> {
  const { serverVersion } = await workflowService.getSystemInfo({});
  return good(serverVersion || 'not told');
}

async function retention({ workflowService, options: { namespace } }: Client): Promise<Verdict> {
  const { config } = await workflowService.describeNamespace({ namespace });
  const days = Math.round(tsToMs(config?.workflowExecutionRetentionTtl) / DAY_MS);
  if (days >= SHORT_RETENTION_DAYS) return good(`${days} days`);
  return {
    state: 'warning',
    found: `${days} days: then the histories of closed orders are gone`,
    remedy: `temporal operator namespace update --namespace ${namespace} --retention 90d`,
  };
}

async function searchAttributes({ connection, options: { namespace } }: Client): Promise<Verdict> {
  try {
    await assertSearchAttributes(connection, namespace);
    return good('all known');
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { state: 'problem', found, remedy: 'Run migrate, or let an operator of the server add them.' };
  }
}

async function workers(client: Client, taskQueue: string): Promise<Verdict> {
  const pollers = await pollersOf(client, taskQueue);
  const taking = pollers.filter(({ takesTasks }) => takesTasks);
  if (taking.length > 0) return good(`${taking.length} of ${pollers.length} get tasks`);
  return pollers.length === 0
    ? { state: 'problem', found: `none polls the task queue ${taskQueue}`, remedy: 'Start a worker.' }
    : {
        state: 'problem',
        found: `${pollers.length} poll, and none has the current build`,
        remedy: 'Roll a build out: rollout status, then rollout current BUILD.',
      };
}

async function builds(client: Client, taskQueue: string): Promise<Verdict> {
  const { current, ramping } = await new WorkerDeployment(client, taskQueue).read();
  if (current === null) return good('workers without builds get the tasks');
  return good(ramping === null ? current : `${current}, and ${ramping.percent} % to ${ramping.buildId}`);
}

async function schedule(client: Client, taskQueue: string): Promise<Verdict> {
  const scheduleId = scheduleIdOf(taskQueue);
  try {
    const { state } = await client.schedule.getHandle(scheduleId).describe();
    if (!state.paused) return good(scheduleId);
    return {
      state: 'warning',
      found: `${scheduleId} is paused`,
      remedy: `temporal schedule toggle --unpause --schedule-id ${scheduleId}`,
    };
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    return { state: 'problem', found: `there is no ${scheduleId}`, remedy: 'Run migrate.' };
  }
}

/** No call of Temporal tells its dynamic configuration. */
function fairness(): Verdict {
  return {
    state: 'unknown',
    found: 'Temporal does not tell its dynamic configuration',
    remedy: `Look there for ${FAIRNESS.join(' and ')}; without them tasks go in order of arrival.`,
  };
}
