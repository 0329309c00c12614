/**
 * Runs Jest projects (`npm test`: unit and servers; `npm run test:system`: system) and prints how many tests passed and
 * failed. Installs packages if needed. The first argument names the projects; what follows `--` goes to Jest, for example
 * the path of a file or folder of any project. `--record-durations` stores how long each file took, for the order of
 * later runs.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { packageFile, ROOT, setUp } = await import('./set-up.mjs');
const { run, say } = await import('./steps.mjs');
const { closingLine, recordDurations, reportTotals, totalsOf } = await import('./test-results.mjs');

const RECORD = '--record-durations';
const [projects, ...options] = process.argv.slice(2);
// System tests start the product and a browser: set up once before them, no test waits for the compiler.
const isSystem = projects.split(',').includes('system');
await setUp({ build: isSystem, browser: isSystem });
const forJest = options.filter((option) => option !== RECORD);
// A file or folder has its own project, and projects that the caller selects replace those of the npm script.
const isSelected = forJest.some(
  (option) => option === '--selectProjects' || existsSync(path.join(ROOT, option)),
);
if (!isSelected) forJest.push('--selectProjects', ...projects.split(','));

const folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-results-'));
const resultsFile = path.join(folder, 'results.json');
const { code } = await run(
  process.execPath,
  [packageFile('jest', 'bin', 'jest.js'), '--json', `--outputFile=${resultsFile}`, ...forJest],
  { cwd: ROOT, inherit: true },
);
const results = read(resultsFile);
rmSync(folder, { recursive: true, force: true });

if (results !== undefined && options.includes(RECORD)) {
  recordDurations(results, {
    root: ROOT,
    file: path.join(ROOT, 'test', 'durations.json'),
    exists: existsSync,
  });
}
const totals = totalsOf(results);
reportTotals(totals);
say(closingLine(totals));
process.exit(code !== 0 || totals.failed > 0 || totals.passed === 0 ? code || 1 : 0);

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
