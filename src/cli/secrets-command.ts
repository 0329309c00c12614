/**
 * `secrets create` makes the secrets of an installation in containers; `secrets reseal` encrypts stored secrets again after
 * the operator has changed `SEALING_SECRET`.
 */
import { Command } from 'commander';
import type { Environment } from '../infra/config.ts';

interface Options {
  readonly json?: boolean;
}

interface CreateOptions {
  readonly folder: string;
  readonly mongodb: string;
}

const EXAMPLE = `
Example:
  MONGODB_URI='mongodb://127.0.0.1:27017/?replicaSet=rs0' SEALING_SECRET="$NEW" SEALING_SECRETS_RETIRED="$OLD" \\
    node dist/src/cli/main.js secrets reseal

Without MONGODB_URI it takes the stack that "npm start" runs in DATA_DIR. Start all API and worker processes with the same
two variables first. The command may run beside them, may be interrupted, and may be repeated: what is encrypted with
SEALING_SECRET already stays as it is. When it ends with 0, the retired values can be dropped.

The exit code is 0 if everything is encrypted with SEALING_SECRET, 1 if something could not be read with any of the values,
and 2 if the command could not do its work.`;

/** Exit code where nothing is known about what is stored. */
const COULD_NOT_RESEAL = 2;

export function secretsCommand(environment: Environment): Command {
  return new Command('secrets')
    .description('secrets of an installation, and stored ones: tokens of customers, signing secrets')
    .addCommand(
      new Command('create')
        .description('make the secrets that are missing, and print none; docker compose runs it')
        .requiredOption('--folder <folder>', 'folder of the secrets')
        .option('--mongodb <host:port>', 'address of MongoDB in the connection string', 'mongodb:27017')
        .action(async ({ folder, mongodb }: CreateOptions) => {
          const { createSecrets } = await import('./create-secrets.ts');
          const { created, existing } = createSecrets(folder, mongodb);
          process.stdout.write(`${created.length} secrets were created, ${existing.length} existed.\n`);
        }),
    )
    .addCommand(
      new Command('reseal')
        .description('encrypt stored secrets again with the current SEALING_SECRET')
        .option('--json', 'print the counts as JSON')
        .addHelpText('after', EXAMPLE)
        .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : COULD_NOT_RESEAL))
        .action(async ({ json = false }: Options) => {
          const { runReseal } = await import('./run-reseal.ts');
          try {
            process.exitCode = await runReseal(environment, { json });
          } catch (error) {
            process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
            process.exitCode = COULD_NOT_RESEAL;
          }
        }),
    );
}
