/** `reconcile`: starts one run now, as the schedule does, and prints its result. */
import { Command } from 'commander';
import type { Environment } from '../infra/config.ts';

interface Options {
  readonly full?: boolean;
  readonly json?: boolean;
}

const EXAMPLE = `
Example:
  node dist/src/cli/main.js reconcile --full

It needs a stack running in DATA_DIR, or TEMPORAL_ADDRESS and a running worker. The exit code is 0 if everything is
consistent, and 1 if an operator is needed.`;

export function reconciliationCommand(environment: Environment): Command {
  return new Command('reconcile')
    .description('compare records with workflows, verify journals, remove expired records')
    .option('--full', 'signal all workflows, and verify every journal from its first entry')
    .option('--json', 'print the counts as JSON')
    .addHelpText('after', EXAMPLE)
    .action(async ({ full = false, json = false }: Options) => {
      const { runReconciliation } = await import('./run-reconciliation.ts');
      process.exitCode = await runReconciliation(environment, { full, json });
    });
}
