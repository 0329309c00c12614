/** The end of a log, for the message about a process that has ended. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readLogLine } from './log-line.ts';

const BYTES = 16_384;
const LINES = 6;
const LINE_LENGTH = 400;

/**
 * The last output of a process from the byte `since` on: its last errors if it logged any, otherwise the last lines
 * that are not ordinary log entries. Empty if there are none.
 */
export function lastWords(file: string, since: number): readonly string[] {
  const lines = endOf(file, since).split('\n').map(readLogLine);
  const errors = lines.filter(({ severity }) => severity === 'error');
  const others = lines.filter(({ severity }) => severity === 'unknown' || severity === 'warning');
  return (errors.length > 0 ? errors : others)
    .map(({ text }) => (text.length > LINE_LENGTH ? `${text.slice(0, LINE_LENGTH)}…` : text))
    .filter((text) => text !== '')
    .slice(-LINES);
}

function endOf(file: string, since: number): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(descriptor);
    const from = Math.min(size, Math.max(since, size - BYTES));
    const buffer = Buffer.alloc(size - from);
    readSync(descriptor, buffer, 0, buffer.length, from);
    const text = buffer.toString('utf8');
    // Start with a whole line.
    return from === since ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    closeSync(descriptor);
  }
}
