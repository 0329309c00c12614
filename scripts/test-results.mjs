/** Totals of test runs: of one run as Jest reports it, and of the several runs that `.ci/run` adds up. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Variable with the path of a file to which each run appends its totals, one JSON object a line. */
const TOTALS_FILE_VARIABLE = 'TEST_TOTALS_FILE';

/**
 * `{ passed, failed }` of one run.
 *
 * @param results Jest's JSON report; undefined if Jest ended without one, which counts as one failure
 */
export function totalsOf(results) {
  if (results === undefined) return { passed: 0, failed: 1 };
  // A file that cannot be loaded has no failed tests. It must count as a failure nevertheless.
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
  };
}

/** `N passed, N failed`, the last line of every run. */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/** Appends the totals to the file that `.ci/run` reads, if it asked for them. */
export function reportTotals(totals) {
  const file = process.env[TOTALS_FILE_VARIABLE];
  if (file) appendFileSync(file, `${JSON.stringify(totals)}\n`);
}

/** Sum of all totals in the file, and how many runs there were. */
export function sumTotals(file) {
  const runs = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const sum = (field) => runs.reduce((total, run) => total + run[field], 0);
  return { runs: runs.length, passed: sum('passed'), failed: sum('failed') };
}

/**
 * Stores how long each file of the run took, in seconds, for the order of later runs. Files that took less than a second
 * and files that no longer exist are left out.
 */
export function recordDurations(results, { root, file, exists }) {
  const recorded = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))));
  for (const { name, startTime, endTime } of results.testResults) {
    recorded.set(
      path.relative(root, name).split(path.sep).join('/'),
      Math.round((endTime - startTime) / 1_000),
    );
  }
  const entries = [...recorded].filter(([name, seconds]) => seconds >= 1 && exists(path.join(root, name)));
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}
