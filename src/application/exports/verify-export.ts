/**
 * Verifies an export of any size while it is read: the hash chain of its lines, that of the journal, the balance after each
 * entry, and the signature. Memory grows only with the number of the account's lots.
 */
import { createHash } from 'node:crypto';
import { plainExport } from './plain-export.ts';
import { splitLines, LineTooLongError } from './split-lines.ts';
import type { BrokenLine } from './broken-line.ts';
import { ExportCheck } from './export-check.ts';
import type { KeyFinder } from './signed-head.ts';

export interface Verdict {
  readonly valid: boolean;
  /** Valid journal entries. */
  readonly entries: number;
  readonly firstBroken?: BrokenLine;
}

/**
 * Reads all of `bytes`, even after a broken line, so that an HTTP client that is still sending gets the result. CRLF line ends
 * are accepted. Throws `UnreadableExportError` or `UnpackingError` where nothing can be checked.
 */
export async function verifyExport(bytes: AsyncIterable<Uint8Array>, keys: KeyFinder): Promise<Verdict> {
  const check = new ExportCheck(keys);
  const pieces = plainExport(bytes);
  const broken = (await firstBrokenIn(pieces, check)) ?? check.end();
  // Lines after the first broken one are read and not checked.
  for await (const _ of pieces);
  const { entries } = check;
  return broken === null ? { valid: true, entries } : { valid: false, entries, firstBroken: broken };
}

async function firstBrokenIn(
  pieces: AsyncIterator<Uint8Array>,
  check: ExportCheck,
): Promise<BrokenLine | null> {
  const digest = createHash('sha256');
  // Without `return`, so that the loop can stop and the rest is still readable.
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
