/** `reconcile`: one run now, as the schedule starts them, and what came of it. */
import { Command } from 'commander';
import type { Environment } from '../infra/config.ts';

interface Options {
  readonly full?: boolean;
  readonly json?: boolean;
}

const EXAMPLE = `
Example:
  node dist/src/cli/main.js reconcile --full

It needs a stack that runs in DATA_DIR, or TEMPORAL_ADDRESS and a worker that runs. It ends with 0 where all is in order, with 1 where an operator has to look.`;

export function reconciliationCommand(environment: Environment): Command {
  return new Command('reconcile')
    .description('bring records and workflows together, verify journals, remove what is old')
    .option('--full', 'tell every workflow to look, and read every journal from its first entry')
    .option('--json', 'tell the counts as JSON')
    .addHelpText('after', EXAMPLE)
    .action(async ({ full = false, json = false }: Options) => {
      const { runReconciliation } = await import('./run-reconciliation.ts');
      process.exitCode = await runReconciliation(environment, { full, json });
    });
}
