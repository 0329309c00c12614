/** Shows or changes the rollout of the workers, and prints it as it is afterwards. */
import type { Environment } from '../infra/config.ts';
import { openRunsOf, type OpenRuns } from '../temporal/rollout/open-runs.ts';
import { pollersOf } from '../temporal/pollers.ts';
import { WorkerDeployment, type Build, type Rollout } from '../temporal/rollout/worker-deployment.ts';
import { withNamedTemporal, type NamedTemporal } from './named-temporal.ts';
import { tableOf } from './table.ts';

interface Row {
  /** Null for workers without versioning. */
  readonly build: string | null;
  readonly status: Build['status'] | 'no versioning';
  /** Per cent of the workflows that the build gets. */
  readonly percent: number;
  /** Whether a worker of it polls. */
  readonly polled: boolean;
  readonly open: OpenRuns;
}

const DAY_MS = 86_400_000;

export function showRollout(environment: Environment, { json }: { readonly json: boolean }): Promise<void> {
  return withNamedTemporal(environment, async (temporal) => {
    const rows = await rowsOf(
      temporal,
      await new WorkerDeployment(temporal.client, temporal.taskQueue).read(),
    );
    process.stdout.write(json ? `${JSON.stringify(rows)}\n` : textOf(rows));
  });
}

export function changeRollout(
  environment: Environment,
  change: (deployment: WorkerDeployment) => Promise<void>,
): Promise<void> {
  return withNamedTemporal(environment, async (temporal) => {
    const deployment = new WorkerDeployment(temporal.client, temporal.taskQueue);
    await change(deployment);
    process.stdout.write(textOf(await rowsOf(temporal, await deployment.read())));
  });
}

async function rowsOf({ client, taskQueue }: NamedTemporal, rollout: Rollout): Promise<Row[]> {
  const polling = new Set((await pollersOf(client, taskQueue)).map(({ buildId }) => buildId));
  const rows: Row[] = [];
  for (const { buildId, status } of rollout.builds) {
    const open = await openRunsOf(client, taskQueue, buildId);
    const polled = polling.has(buildId);
    rows.push({ build: buildId, status, percent: percentOf(rollout, buildId), polled, open });
  }
  const open = await openRunsOf(client, taskQueue, null);
  const percent = percentOf(rollout, null);
  if (open.count > 0 || polling.has(null) || percent > 0)
    rows.push({ build: null, status: 'no versioning', percent, polled: polling.has(null), open });
  return rows;
}

function percentOf({ current, ramping }: Rollout, build: string | null): number {
  if (build === current) return 100 - (ramping?.percent ?? 0);
  return build !== null && build === ramping?.buildId ? ramping.percent : 0;
}

function textOf(rows: readonly Row[]): string {
  return tableOf(
    ['BUILD', 'STATUS', 'GETS', 'WORKERS', 'OPEN', 'OLDEST'],
    rows.map(({ build, status, percent, polled, open }) => [
      build ?? '-',
      status,
      `${Math.round(percent * 100) / 100} %`,
      polled ? 'poll' : 'none',
      String(open.count),
      open.oldestStartedAt === null ? '-' : ageOf(open.oldestStartedAt),
    ]),
  );
}

function ageOf(startedAt: string): string {
  const days = (Date.now() - Date.parse(startedAt)) / DAY_MS;
  return days >= 1 ? `${Math.floor(days)} d` : `${Math.max(0, Math.floor(days * 24))} h`;
}
