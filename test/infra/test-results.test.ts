/** The closing line of test runs counts every failure, also of files that could not be loaded and of runs that died. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPTS = path.resolve(import.meta.dirname, '../../scripts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'totals-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Closing line and exit code for the totals that runs reported, one JSON text each. */
function addedUp(runs: readonly string[], expectedRuns: number): { line: string; code: number | null } {
  const file = path.join(folder, 'totals');
  writeFileSync(file, runs.map((run) => `${run}\n`).join(''));
  const { stdout, status } = spawnSync(
    process.execPath,
    [path.join(SCRIPTS, 'add-up-totals.mjs'), file, String(expectedRuns)],
    { encoding: 'utf8' },
  );
  return { line: stdout, code: status };
}

/** Totals of one run with this report of Jest. */
function totalsOf(report: string): unknown {
  const module = JSON.stringify(path.join(SCRIPTS, 'test-results.mjs'));
  const program = `import { totalsOf } from ${module}; console.log(JSON.stringify(totalsOf(${report})));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }),
  );
}

test('the totals of all runs are added up', () => {
  const runs = ['{"passed":10,"failed":0}', '{"passed":5,"failed":0}'];
  expect(addedUp(runs, 2)).toEqual({ line: '15 passed, 0 failed\n', code: 0 });
});

test('a failure in any run fails the whole', () => {
  const runs = ['{"passed":10,"failed":2}', '{"passed":5,"failed":0}'];
  expect(addedUp(runs, 2)).toEqual({ line: '15 passed, 2 failed\n', code: 1 });
});

test('a run that died without totals counts as a failure', () => {
  expect(addedUp(['{"passed":5,"failed":0}'], 2)).toEqual({ line: '5 passed, 1 failed\n', code: 1 });
});

test('nothing passed is not a success', () => {
  expect(addedUp(['{"passed":0,"failed":0}'], 1)).toEqual({ line: '0 passed, 0 failed\n', code: 1 });
});

test.each([
  ['{ numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 0 }', { passed: 3, failed: 1 }],
  ['{ numPassedTests: 3, numFailedTests: 0, numRuntimeErrorTestSuites: 2 }', { passed: 3, failed: 2 }],
  ['undefined', { passed: 0, failed: 1 }],
])('the report %s has the right totals', (report, totals) => {
  expect(totalsOf(report)).toEqual(totals);
});
