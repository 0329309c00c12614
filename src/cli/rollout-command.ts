/** `rollout`: shows the builds of the workers, and decides which of them get workflows. */
import { Command, InvalidArgumentError } from 'commander';
import type { Environment } from '../infra/config.ts';

const EXAMPLES = `
Examples:
  node dist/src/cli/main.js rollout status
  node dist/src/cli/main.js rollout ramp 0.3.0-3f9a1c0b7d42 10
  node dist/src/cli/main.js rollout current 0.3.0-3f9a1c0b7d42
  node dist/src/cli/main.js rollout back

It needs a stack running in DATA_DIR, or TEMPORAL_ADDRESS. A change that meets a concurrent one is refused. The exit code
is 0 if the change was made, and 1 otherwise, with nothing changed.`;

export function rolloutCommand(environment: Environment): Command {
  const load = () => import('./run-rollout.ts');
  const rollout = new Command('rollout')
    .description('show the builds of the workers, roll one out, or go back')
    .addHelpText('after', EXAMPLES);
  rollout
    .command('status')
    .description('list the builds with their open workflows and the age of the oldest')
    .option('--json', 'print the list as JSON')
    .action(async ({ json = false }: { readonly json?: boolean }) =>
      (await load()).showRollout(environment, { json }),
    );
  rollout
    .command('ramp')
    .description('give a build its part of the workflows, new and open ones')
    .argument('<build>', 'build id, as "rollout status" lists it')
    .argument('<percent>', 'part of the workflows, from 0 to 100', percentIn)
    .action(async (build: string, percent: number) =>
      (await load()).changeRollout(environment, (deployment) => deployment.ramp(build, percent)),
    );
  rollout
    .command('current')
    .description('give all workflows to a build, and end a ramp')
    .argument('<build>', 'build id, as "rollout status" lists it')
    .option('--unpolled', 'even if no worker of the build polls: workflows wait for one')
    .action(async (build: string, { unpolled = false }: { readonly unpolled?: boolean }) =>
      (await load()).changeRollout(environment, (deployment) => deployment.makeCurrent(build, { unpolled })),
    );
  rollout
    .command('back')
    .alias('rollback')
    .description('end the ramp, or without one make the build current that was so before')
    .action(async () => (await load()).changeRollout(environment, (deployment) => deployment.back()));
  rollout
    .command('off')
    .description('give all workflows to workers without builds, such as those of release 0.2.0')
    .option('--unpolled', 'before such a worker polls: workflows wait for one')
    .action(async ({ unpolled = false }: { readonly unpolled?: boolean }) =>
      (await load()).changeRollout(environment, (deployment) => deployment.makeCurrent(null, { unpolled })),
    );
  return rollout;
}

function percentIn(text: string): number {
  const percent = Number(text);
  if (/^\d{1,3}(\.\d{1,2})?$/.test(text) && percent <= 100) return percent;
  throw new InvalidArgumentError('It must be a number from 0 to 100.');
}
