/**
 * A lock between processes of one machine: a file that names its holder. The lock of a process that has ended is void,
 * however it ended.
 */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { runningProcess, stillRuns } from './running-process.ts';
import { codeOf, RuntimeProblem } from './runtime-problem.ts';

export interface FileLock {
  release(): void;
}

const lockHolder = z.object({ pid: z.int(), began: z.string(), purpose: z.string() });
export type LockHolder = z.output<typeof lockHolder>;

/** After this time an incomplete lock, or the right to break one, counts as abandoned. */
const ABANDONED_MS = 10_000;
const RETRY_MS = 50;

/** Takes the lock, or returns its holder. `purpose` is shown to other processes. */
export function tryLock(file: string, purpose: string): FileLock | LockHolder {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = runningProcess(process.pid);
  if (!own) throw new RuntimeProblem('The processes of this system cannot be listed (neither /proc nor ps).');
  const content = JSON.stringify({ pid: own.pid, began: own.began, purpose } satisfies LockHolder);

  for (;;) {
    if (createWith(file, content)) return { release: () => rmSync(file, { force: true }) };
    const holder = holderOf(file);
    if (holder === 'gone') continue;
    if (holder !== 'unknown' && stillRuns(holder)) return holder;
    if (!breakAbandoned(file)) return { pid: 0, began: '', purpose: 'a process that is just starting' };
  }
}

/** Waits for the lock. Calls `onWait` once with the current holder. */
export async function waitForLock(
  file: string,
  purpose: string,
  options: { signal?: AbortSignal | undefined; onWait?: ((holder: LockHolder) => void) | undefined } = {},
): Promise<FileLock> {
  let reported = false;
  for (;;) {
    const outcome = tryLock(file, purpose);
    if ('release' in outcome) return outcome;
    if (!reported) options.onWait?.(outcome);
    reported = true;
    await pause(RETRY_MS, undefined, { signal: options.signal });
  }
}

function createWith(file: string, content: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  writeSync(descriptor, content);
  closeSync(descriptor);
  return true;
}

function holderOf(file: string): LockHolder | 'gone' | 'unknown' {
  try {
    const parsed = lockHolder.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : 'unknown';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'gone' : 'unknown';
  }
}

/**
 * Removes a lock whose holder has ended. Only one process at a time may do so, and it checks again first: otherwise two
 * could each remove what they took for the old lock, and the second would remove a new one.
 */
function breakAbandoned(file: string): boolean {
  const right = `${file}.breaking`;
  if (!createWith(right, '')) {
    if (ageMs(right) > ABANDONED_MS) rmSync(right, { force: true });
    return false;
  }
  try {
    const holder = holderOf(file);
    // A lock without a holder is being written at this moment, unless it is old.
    const abandoned =
      holder === 'unknown' ? ageMs(file) > ABANDONED_MS : holder !== 'gone' && !stillRuns(holder);
    if (abandoned) rmSync(file, { force: true });
    return abandoned || holder === 'gone';
  } finally {
    rmSync(right, { force: true });
  }
}

function ageMs(file: string): number {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}
