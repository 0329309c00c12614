/** Starts one run of reconciliation, waits for it and prints its counts. */
import type { reconciliation, ReconciliationResult } from '../../workflows/reconciliation.ts';
import type { Environment } from '../infra/config.ts';
import { withNamedTemporal } from './named-temporal.ts';

/** Counts that need an operator unless they are 0. */
const NEEDS_LOOK: readonly string[] = [
  'failed',
  'blocked',
  'known',
  'checkpoints',
  'overdue',
  'undelivered',
  'tasks',
];

/** Resolves with the exit code: 1 if the run needs an operator. */
export async function runReconciliation(
  environment: Environment,
  { full, json }: { readonly full: boolean; readonly json: boolean },
): Promise<number> {
  return withNamedTemporal(environment, async ({ client, taskQueue }) => {
    const result = await client.workflow.execute<typeof reconciliation>('reconciliation', {
      workflowId: `reconciliation-${full ? 'full' : 'by-hand'}:${taskQueue}`,
      // Wait for a run that is already in progress.
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue,
      args: [{ full }],
    });
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : tableOf(result));
    return needsLook(result) ? 1 : 0;
  });
}

/** One line for each count. Those that need an operator are marked. */
function tableOf(result: ReconciliationResult): string {
  return Object.entries(result)
    .flatMap(([part, counts]: [string, object]) => [
      `${part}\n`,
      ...Object.entries(counts).map(([name, value]: [string, unknown]) => {
        const mark = isToLookAt(name, value) ? ' !' : '';
        return `  ${name.padEnd(14)} ${String(value)}${mark}\n`;
      }),
    ])
    .join('');
}

/** True if part of the run failed, found a difference or needs an operator. */
function needsLook(result: ReconciliationResult): boolean {
  return Object.values(result).some((counts: object) =>
    Object.entries(counts).some(([name, value]: [string, unknown]) => isToLookAt(name, value)),
  );
}

function isToLookAt(name: string, value: unknown): boolean {
  return name === 'error' || (NEEDS_LOOK.includes(name) && value !== 0);
}
