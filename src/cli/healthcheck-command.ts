/** `healthcheck`: asks an address of this container, for images without curl. */
import { Command } from 'commander';
import { reasonOf } from '../devstack/runtime-problem.ts';

const TIMEOUT_MS = 4_000;

export function healthcheckCommand(): Command {
  return new Command('healthcheck')
    .description('end with 0 if an address responds with 200, with 1 otherwise')
    .argument('<url>', 'such as http://127.0.0.1:3000/readyz')
    .action(async (url: string) => {
      const problem = await problemAt(url);
      if (problem === null) return;
      process.stderr.write(`${url}: ${problem}\n`);
      process.exitCode = 1;
    });
}

/** Null if the address responds with success. */
async function problemAt(url: string): Promise<string | null> {
  try {
    const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return ok ? null : `status ${status}`;
  } catch (error) {
    return reasonOf(error);
  }
}
