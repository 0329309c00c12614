/**
 * Checks an export line by line as it comes in, whatever its size: the chain of its lines, the journal's chain of hashes,
 * the balance after each entry, and the signed head over all of it. What is held grows with the lots of the account only.
 */
import { createHash } from 'node:crypto';
import { splitLines, LineTooLongError } from './split-lines.ts';
import type { BrokenLine } from './broken-line.ts';
import { ExportCheck } from './export-check.ts';
import type { KeyFinder } from './signed-head.ts';

export interface Verdict {
  readonly valid: boolean;
  /** Journal entries that are as they were written. */
  readonly entries: number;
  readonly firstBroken?: BrokenLine;
}

/** Reads all of `bytes`, also behind what is broken, so that whoever sends them gets to hear the verdict. */
export async function verifyExport(bytes: AsyncIterable<Uint8Array>, keys: KeyFinder): Promise<Verdict> {
  const check = new ExportCheck(keys);
  const digest = createHash('sha256');
  let broken: BrokenLine | null = null;
  try {
    for await (const line of splitLines(bytes)) {
      if (broken !== null) continue;
      broken = check.take(line.toString('utf8').replace(/\n$/, ''), () => digest.copy().digest('hex'));
      digest.update(line);
    }
  } catch (error) {
    if (!(error instanceof LineTooLongError)) throw error;
    broken ??= { line: check.lines + 1, reason: 'too_long' };
  }
  broken ??= check.end();
  const { entries } = check;
  return broken === null ? { valid: true, entries } : { valid: false, entries, firstBroken: broken };
}
