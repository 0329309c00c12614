/** Shows warnings and errors of a process to a person; everything else only goes to its log. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { readLogLine } from './log-line.ts';

export interface FollowOptions {
  readonly name: string;
  readonly logFile: string;
  readonly say: (line: string) => void;
}

const EVERY_MS = 1_000;
/** A process in trouble repeats itself; the log has the rest. */
const LINES_AT_ONCE = 5;
const LINE_LENGTH = 300;

/** Checks the log for new lines once a second, until the returned function is called. */
export function followLog({ name, logFile, say }: FollowOptions): () => void {
  let position = sizeOf(logFile);
  let rest = '';

  function look(): void {
    const size = sizeOf(logFile);
    if (size === position) return;
    // The file is shorter than before: it was rotated.
    const before = size < position ? `${logFile}.1` : undefined;
    const text = before === undefined ? '' : read(before, position, sizeOf(before));
    const lines = (rest + text + read(logFile, before === undefined ? position : 0, size)).split('\n');
    position = size;
    rest = lines.pop() ?? '';
    report(lines);
  }

  function report(lines: readonly string[]): void {
    const worth = lines
      .map(readLogLine)
      .filter(({ severity }) => severity === 'warning' || severity === 'error');
    for (const { severity, text } of worth.slice(0, LINES_AT_ONCE)) {
      say(`${name} ${severity}: ${text.slice(0, LINE_LENGTH)}`);
    }
    if (worth.length > LINES_AT_ONCE) say(`${name}: ${worth.length - LINES_AT_ONCE} more in ${logFile}`);
  }

  const timer = setInterval(look, EVERY_MS);
  return () => clearInterval(timer);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function read(file: string, from: number, to: number): string {
  if (to <= from) return '';
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(to - from);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, from));
  } finally {
    closeSync(descriptor);
  }
}
