/** The command line: one command for each process and operator task. A command's code is loaded when it runs. */
import { Command } from 'commander';
import { CatalogueError } from '../application/catalogue/catalogue-error.ts';
import { DataFormatError } from '../storage/data-format.ts';
import { ConfigurationError } from '../infra/config.ts';
import { InstallationError } from '../temporal/installation-error.ts';
import { RolloutError } from '../temporal/rollout/rollout-error.ts';
import type { Environment } from '../infra/config.ts';
import { createLogger } from '../infra/logging.ts';
import { RuntimeProblem } from '../devstack/runtime-problem.ts';
import { catalogueCommand } from './catalogue-command.ts';
import { reconciliationCommand } from './reconciliation-command.ts';
import { healthcheckCommand } from './healthcheck-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { keysCommand } from './keys-command.ts';
import { mongodbCommand } from './mongodb-command.ts';
import { replayCommand } from './replay-command.ts';
import { rolloutCommand } from './rollout-command.ts';
import { secretsCommand } from './secrets-command.ts';
import { serviceCommand } from './service-command.ts';
import { variablesHelp } from './variables-help.ts';
import { verifyCommand } from './verify-command.ts';

interface CommandRow {
  readonly name: string;
  readonly summary: string;
  /** Resolves when the process serves, or with an exit code when it has finished. */
  readonly load: () => Promise<{ readonly run: (environment: Environment) => Promise<unknown> }>;
}

const COMMANDS: readonly CommandRow[] = [
  {
    name: 'stack',
    summary: 'run everything on this machine, servers included (npm start)',
    load: () => import('./stack.ts'),
  },
  {
    name: 'migrate',
    summary: 'prepare the database and publish the catalogue',
    load: () => import('../processes/migrate.ts'),
  },
  {
    name: 'worker',
    summary: 'run workflows, activities and the outbox relay',
    load: () => import('../processes/worker.ts'),
  },
  { name: 'api', summary: 'serve the HTTP API', load: () => import('../processes/api.ts') },
  {
    name: 'fake-provider',
    summary: 'run the fake payment provider',
    load: () => import('../processes/fake-provider.ts'),
  },
];

/**
 * Runs a command line such as `['stack']`. Sets the exit code of the process, or ends the process if the command fails.
 */
export async function runCommandLine(args: readonly string[], environment: Environment): Promise<void> {
  const program = new Command('prepaid-fulfilment')
    .description('Order fulfilment for prepaid cloud services.')
    .addHelpText('after', `\n${variablesHelp()}`);
  for (const { name, summary, load } of COMMANDS) {
    program
      .command(name)
      .description(summary)
      .addHelpText('after', `\n${variablesHelp()}`)
      .action(async () => {
        const { run } = await load();
        const code = await run(environment);
        if (typeof code === 'number') process.exitCode = code;
      });
  }
  program.addCommand(serviceCommand(environment));
  program.addCommand(catalogueCommand(environment));
  program.addCommand(verifyCommand());
  program.addCommand(reconciliationCommand(environment));
  program.addCommand(replayCommand(environment));
  program.addCommand(rolloutCommand(environment));
  program.addCommand(doctorCommand(environment));
  program.addCommand(keysCommand(environment));
  program.addCommand(secretsCommand(environment));
  program.addCommand(mongodbCommand(environment));
  program.addCommand(healthcheckCommand());
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    exitWith(error);
  }
}

/**
 * Reports the error and ends the process, whatever is still open.
 * @public Used by `scripts/dev.mjs`.
 */
export function exitWith(error: unknown): never {
  if (isForOperators(error)) process.stderr.write(`${error.message}\n`);
  else createLogger({ logLevel: 'fatal' }, 'main').fatal({ err: error }, 'the command failed');
  process.exit(1);
}

/** True if the message alone says what is wrong and what to do; other errors are logged with their stack. */
function isForOperators(error: unknown): error is Error {
  return (
    error instanceof ConfigurationError ||
    error instanceof DataFormatError ||
    error instanceof InstallationError ||
    error instanceof RolloutError ||
    error instanceof RuntimeProblem ||
    error instanceof CatalogueError
  );
}
