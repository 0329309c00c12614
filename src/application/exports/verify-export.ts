/**
 * Checks an export line by line as it comes in, whatever its size: the chain of its lines, the journal's chain of hashes,
 * the balance after each entry, and the signed head over all of it. What is held grows with the lots of the account only.
 */
import { createHash } from 'node:crypto';
import { plainExport } from './plain-export.ts';
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

/**
 * Reads all of `bytes`, also behind what is broken, so that whoever sends them gets to hear the verdict. The line ends of
 * another system are no change. Throws `UnreadableExportError` or `UnpackingError` where nothing can be checked.
 */
export async function verifyExport(bytes: AsyncIterable<Uint8Array>, keys: KeyFinder): Promise<Verdict> {
  const check = new ExportCheck(keys);
  const pieces = plainExport(bytes);
  const broken = (await firstBrokenIn(pieces, check)) ?? check.end();
  // Behind what is broken no line is looked at any more.
  for await (const _ of pieces);
  const { entries } = check;
  return broken === null ? { valid: true, entries } : { valid: false, entries, firstBroken: broken };
}

async function firstBrokenIn(
  pieces: AsyncIterator<Uint8Array>,
  check: ExportCheck,
): Promise<BrokenLine | null> {
  const digest = createHash('sha256');
  // Only `next`: whoever stops here leaves the rest to be read.
  const lines = splitLines({ [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) });
  try {
    for await (const bytes of lines) {
      const line = bytes.toString('utf8').replace(/\r*\n?$/, '');
      const broken = check.take(line, () => digest.copy().digest('hex'));
      if (broken !== null) return broken;
      digest.update(`${line}\n`);
    }
    return null;
  } catch (error) {
    if (!(error instanceof LineTooLongError)) throw error;
    return { line: check.lines + 1, reason: 'too_long' };
  }
}
