/**
 * Orders the test files of a Jest run: those that failed last time first, then the longest first, so that all workers
 * finish at about the same time. The duration of a file is that of its last run on this machine, else the recorded one
 * (`test/durations.json`), else an estimate from its size.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import TestSequencer from '@jest/test-sequencer';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** About what a file of the project `servers` takes. */
const MS_PER_BYTE = 1;

export default class LongestFirst extends TestSequencer {
  recordedSeconds = JSON.parse(readFileSync(path.join(ROOT, 'test', 'durations.json'), 'utf8'));

  sort(tests) {
    const rank = new Map(tests.map((test) => [test, this.rankOf(test)]));
    return [...tests].sort((a, b) => rank.get(b) - rank.get(a));
  }

  rankOf(test) {
    return this.hasFailed(test) ? Infinity : this.expectedMs(test);
  }

  expectedMs(test) {
    const file = path.relative(ROOT, test.path).split(path.sep).join('/');
    const recorded = this.recordedSeconds[file];
    if (this.time(test) !== undefined) return this.time(test);
    if (recorded !== undefined) return recorded * 1_000;
    return (test.context.hasteFS.getSize(test.path) ?? 0) * MS_PER_BYTE;
  }
}
