/** `replay`: replays open workflows of a running system on the workflows of this build, before it is rolled out. */
import { Command, InvalidArgumentError } from 'commander';
import type { Environment } from '../infra/config.ts';

interface Options {
  readonly query?: string;
  readonly limit: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  node dist/src/cli/main.js replay
  node dist/src/cli/main.js replay --query "WorkflowType = 'order' AND OrderPhase = 'active'" --limit 200

It needs a stack running in DATA_DIR, or TEMPORAL_ADDRESS, and changes nothing there. A query selects within the task queue,
closed workflows included. The exit code is 0 if all were replayed, 1 if the code of this build would stop some of them,
and 2 if that could not be checked.`;
const MOST = 100_000;
/** Exit code where nothing is known about the build. */
const COULD_NOT_CHECK = 2;

export function replayCommand(environment: Environment): Command {
  return new Command('replay')
    .description('replay open workflows of a running system on this build')
    .option('--query <query>', 'visibility query of Temporal; all open workflows otherwise')
    .option('--limit <number>', 'maximum number of workflows', limitIn, 10_000)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXAMPLES)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : COULD_NOT_CHECK))
    .action(async ({ query, limit, json = false }: Options) => {
      const { runReplay } = await import('./run-replay.ts');
      try {
        process.exitCode = await runReplay(environment, { query, limit, json });
      } catch (error) {
        process.stderr.write(`Nothing is known about this build: ${messageOf(error)}\n`);
        process.exitCode = COULD_NOT_CHECK;
      }
    });
}

function limitIn(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= MOST) return limit;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST}.`);
}

/** With what Temporal says, which is in the cause. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
