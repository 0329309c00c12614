/** Ends the process with a clear message if Node is too old. */
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');

export function assertNodeVersion(version = process.versions.node) {
  if (version.localeCompare(needed, 'en', { numeric: true }) >= 0) return;
  process.stderr.write(
    `Node ${needed} or newer is needed, and this is Node ${version}.\n` +
      'Install a current one from https://nodejs.org or with the version manager of this machine.\n',
  );
  process.exit(1);
}
