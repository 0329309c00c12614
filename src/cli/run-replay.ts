/** Replays open workflows on the bundle of this build and prints what came of it, by type of workflow. */
import { existsSync } from 'node:fs';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { RuntimeProblem } from '../devstack/runtime-problem.ts';
import { loadConfig, type Environment } from '../infra/config.ts';
import { WORKFLOW_BUNDLE } from '../infra/workflow-bundle.ts';
import { replayRunning, type ReplayReport } from '../temporal/rollout/replay-running.ts';
import { withNamedTemporal } from './named-temporal.ts';
import { tableOf } from './table.ts';

export interface ReplayOptions {
  readonly query: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

/** Workflows between two lines of progress. */
const PROGRESS_EVERY = 100;

/** Resolves with the exit code: 1 if a workflow could not be replayed. */
export async function runReplay(
  environment: Environment,
  { query, limit, json }: ReplayOptions,
  bundle = WORKFLOW_BUNDLE,
): Promise<number> {
  const { buildId } = loadConfig(environment);
  if (!existsSync(bundle)) throw new RuntimeProblem(`${bundle} is missing: run npm run build.`);
  // A failed replay is reported below, once.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
    shutdownSignals: [],
  });
  try {
    const report = await withNamedTemporal(environment, ({ client, taskQueue }) =>
      replayRunning({ client, taskQueue, bundle, query, limit, onProgress }),
    );
    process.stdout.write(json ? `${JSON.stringify({ buildId, ...report })}\n` : textOf(buildId, report));
    return report.failed === 0 ? 0 : 1;
  } finally {
    await Runtime.instance().shutdown();
  }
}

function onProgress(done: number): void {
  if (done % PROGRESS_EVERY === 0) process.stderr.write(`${done} workflows done\n`);
}

function textOf(buildId: string, { types, replayed, failed, skipped, isCut }: ReplayReport): string {
  const table = tableOf(
    ['WORKFLOW', 'REPLAYED', 'FAILED'],
    types.map(({ type, ...counts }) => [type, String(counts.replayed), String(counts.failed)]),
  );
  const failures = types.flatMap(({ type, failures: listed, failed: all }) => [
    ...listed.map(({ workflowId, reason }) => `${workflowId}\n  ${reason}\n`),
    ...(all > listed.length ? [`and ${all - listed.length} more of type ${type}\n`] : []),
  ]);
  const sum =
    `Build ${buildId}: ${replayed} workflows replayed, ${failed} failed, ${skipped} had nothing to replay.\n` +
    (isCut ? 'More workflows match: raise --limit to replay them too.\n' : '');
  return [table, ...failures, sum].join('\n');
}
