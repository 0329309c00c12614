/** The command behind `npm start`: the whole product on this machine. */
import { loadConfig } from '../infra/config.ts';
import type { Environment } from '../infra/config.ts';
import { runStack } from '../devstack/stack.ts';

/** Runs until it is asked to stop and gives the exit code. Throws `ConfigurationError`. */
export async function run(environment: Environment = process.env): Promise<number> {
  const config = loadConfig(environment);
  // Whoever reads along may go away; the product must not end over that.
  process.stdout.on('error', () => undefined);
  return runStack({
    config,
    environment,
    say: (line) => process.stdout.write(`${line}\n`),
    interactive: process.stdout.isTTY,
  });
}
