/** `doctor`: checks an installation, and says how to correct what is wrong. */
import { Command } from 'commander';
import type { Environment } from '../infra/config.ts';

const EXAMPLES = `
Examples:
  node dist/src/cli/main.js doctor
  node dist/src/cli/main.js doctor --json

It needs a stack running in DATA_DIR, or the variables of the processes. It changes nothing. The exit code is 0 if the
product can work, and 1 if there is a problem.`;

export function doctorCommand(environment: Environment): Command {
  return new Command('doctor')
    .description('check servers, clock, data, permissions and workers, and say how to correct what is wrong')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const { runDoctor } = await import('./run-doctor.ts');
      process.exitCode = await runDoctor(environment, { json });
    });
}
