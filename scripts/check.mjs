/**
 * `npm run check`: format, lint, types, import fence, unused code and the unit tests, as many at once as there are
 * cores.
 */
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { packageFile, ROOT, setUp } = await import('./set-up.mjs');
const { run, say } = await import('./steps.mjs');
await setUp({ build: false });

const begun = performance.now();
// The longest first, so that the short ones fill the remaining time.
const checks = [
  ['unit tests', ['jest', 'bin', 'jest.js'], ['--selectProjects', 'unit', '--maxWorkers=2']],
  ['lint', ['oxlint', 'bin', 'oxlint'], ['.']],
  ['types', ['@typescript/native', 'bin', 'tsc'], ['-p', 'tsconfig.json']],
  ['types of the client in browsers', ['@typescript/native', 'bin', 'tsc'], ['-p', 'client/tsconfig.json']],
  ['types of the console', ['@typescript/native', 'bin', 'tsc'], ['-p', 'src/console/tsconfig.json']],
  [
    'import fence',
    ['dependency-cruiser', 'bin', 'dependency-cruise.mjs'],
    ['--config', '.dependency-cruiser.mjs', 'src', 'workflows', 'activities', 'client', 'test'],
  ],
  [
    'what workflows reach',
    ['dependency-cruiser', 'bin', 'dependency-cruise.mjs'],
    ['--config', '.dependency-cruiser.workflows.mjs', 'workflows'],
  ],
  [
    'unused files, exports and packages',
    ['knip', 'bin', 'knip.js'],
    ['--no-progress', '--cache', '--cache-location', '.cache/knip'],
  ],
  // Ports with a default are no addresses to it: test/documents/text/containers.test.ts checks them.
  [
    'compose file',
    ['dclint', 'bin', 'dclint.cjs'],
    ['--config', 'deploy/dclint.json', '--max-warnings', '0', 'docker-compose.yml'],
  ],
  [
    'format',
    ['prettier', 'bin', 'prettier.cjs'],
    ['--check', '--cache', '--cache-location', '.cache/prettier', '.'],
  ],
];

const waiting = [...checks];
const failures = [];
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));

for (const { name, output } of failures) say(`\n── ${name} ──\n${output.trim()}`);
const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
const verdict =
  failures.length === 0 ? 'all checks passed' : `failed: ${failures.map(({ name }) => name).join(', ')}`;
say(`\n${verdict} [${seconds} s]`);
process.exit(failures.length === 0 ? 0 : 1);

async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const [name, program, args] = check;
    const result = await run(process.execPath, [packageFile(...program), ...args], { cwd: ROOT });
    say(`${result.code === 0 ? '✔' : '✖'} ${name} [${result.seconds.toFixed(1)} s]`);
    if (result.code !== 0) failures.push({ name, output: result.output });
  }
}
