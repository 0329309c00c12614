/** `npm test`: sets the project up where needed and runs the tests; what follows `--` goes to the test runner. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { packageFile, ROOT, setUp } = await import('./set-up.mjs');
const { run, say } = await import('./steps.mjs');
await setUp({ build: false });

const folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-results-'));
const resultsFile = path.join(folder, 'results.json');
const { code } = await run(
  process.execPath,
  [packageFile('jest', 'bin', 'jest.js'), ...process.argv.slice(2), '--json', `--outputFile=${resultsFile}`],
  { cwd: ROOT, inherit: true },
);
const results = read(resultsFile);
rmSync(folder, { recursive: true, force: true });

// A file that cannot even be loaded has no failed tests of its own, and must not pass for none.
const failed = results ? results.numFailedTests + results.numRuntimeErrorTestSuites : 0;
const passed = results?.numPassedTests ?? 0;
say(`${passed} passed, ${failed} failed`);
process.exit(code !== 0 || failed > 0 || passed === 0 ? code || 1 : 0);

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
