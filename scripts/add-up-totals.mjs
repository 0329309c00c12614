/**
 * Prints the totals of several test runs as one closing line: `add-up-totals.mjs <file> <expected runs>`. A run that did
 * not report its totals counts as one failure. The exit code is 1 if there were failures, or no test passed.
 */
import { closingLine, sumTotals } from './test-results.mjs';

const [file, expectedRuns] = process.argv.slice(2);
const { runs, passed, failed } = sumTotals(file);
const missing = Math.max(0, Number(expectedRuns) - runs);
process.stdout.write(`${closingLine({ passed, failed: failed + missing })}\n`);
process.exit(failed + missing > 0 || passed === 0 ? 1 : 0);
