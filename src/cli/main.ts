/**
 * The program behind every process of the product. It checks Node's version before it loads anything else, because an
 * older Node fails at the first syntax that it does not know. Nothing in this file may be newer than Node 14.
 */
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The minimum in `engines` of package.json. */
export const OLDEST_NODE = '20.19.0';

/**
 * Runs a command line such as `['stack']`. Sets the exit code of the process, or ends the process if the command fails.
 */
export async function main(
  args: readonly string[],
  environment = process.env,
  version = process.version,
): Promise<void> {
  if (version.slice(1).localeCompare(OLDEST_NODE, 'en', { numeric: true }) < 0) {
    process.stderr.write(
      `Node ${OLDEST_NODE} or newer is needed, and this is Node ${version.slice(1)}.\n` +
        'Install a current one from https://nodejs.org or with the version manager of this machine.\n',
    );
    process.exit(1);
  }
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(args, environment);
}

const script = process.argv[1];
// `import.meta.url` has symbolic links resolved; the path that was typed may contain some.
if (script !== undefined && import.meta.url === pathToFileURL(realpathSync(script)).href) {
  void main(process.argv.slice(2));
}
