/** The command behind `npm start` and `npm run dev`: the whole product on this machine. */
import { loadConfig } from '../infra/config.ts';
import type { Environment } from '../infra/config.ts';
import { stackEnvironment } from '../devstack/services-environment.ts';
import { runStack } from '../devstack/stack.ts';
import type { StackOptions } from '../devstack/stack-options.ts';

/** Runs until a signal stops it and returns the exit code. Throws `ConfigurationError`. */
export async function run(
  given: Environment = process.env,
  options: Pick<StackOptions, 'whenReady'> = {},
): Promise<number> {
  const environment = stackEnvironment(given);
  // A server of its own would not be the one that the profile describes.
  const config = loadConfig(environment, environment['TEMPORAL_PROFILE'] ? ['TEMPORAL_ADDRESS'] : []);
  // The reader of the output may go away, as `| head` does; the product must not end because of that.
  process.stdout.on('error', () => undefined);
  return runStack({
    config,
    environment,
    say: (line) => process.stdout.write(`${line}\n`),
    interactive: process.stdout.isTTY,
    ...options,
  });
}
