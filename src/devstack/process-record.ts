/**
 * A note on disk about each process that was started, so that the next start finds what an earlier one left
 * running when it was killed, and can be certain that it is that process and no other.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { runningProcess, stillRuns } from './running-process.ts';

const processRecord = z.object({
  name: z.string(),
  pid: z.int(),
  began: z.string(),
  commandLine: z.string(),
});
export type ProcessRecord = z.output<typeof processRecord>;

/** A server that was not asked to hurry may take this long to write its data. */
const GRACE_MS = 15_000;
const POLL_MS = 25;

/** Notes a process that has just been started. A process that is gone already needs no note. */
export function recordProcess(folder: string, name: string, pid: number): void {
  const found = runningProcess(pid);
  if (!found) return;
  mkdirSync(folder, { recursive: true });
  const record: ProcessRecord = { name, ...found };
  writeFileSync(fileFor(folder, name), JSON.stringify(record), { mode: 0o600 });
}

export function forgetProcess(folder: string, name: string): void {
  rmSync(fileFor(folder, name), { force: true });
}

/**
 * Stops every noted process that still runs, all at once, and gives those that had to be stopped. The number,
 * the moment it began and the command line (which has the data folder in it) must all be as noted.
 */
export async function stopRecordedProcesses(folder: string): Promise<readonly ProcessRecord[]> {
  const left = recordsIn(folder).filter(runsAsNoted);
  await Promise.all(left.map(stopProcess));
  for (const name of namesIn(folder)) forgetProcess(folder, name);
  return left;
}

/** The noted process of a name, where it still runs. */
export function runningRecord(folder: string, name: string): ProcessRecord | undefined {
  return recordsIn(folder).find((record) => record.name === name && runsAsNoted(record));
}

function runsAsNoted({ pid, began, commandLine }: ProcessRecord): boolean {
  const found = runningProcess(pid);
  return found?.began === began && found.commandLine === commandLine;
}

async function stopProcess(record: ProcessRecord): Promise<void> {
  signal(record, 'SIGTERM');
  const deadline = performance.now() + GRACE_MS;
  while (stillRuns(record)) {
    if (performance.now() > deadline) signal(record, 'SIGKILL');
    await pause(POLL_MS);
  }
}

function signal(record: ProcessRecord, name: NodeJS.Signals): void {
  try {
    process.kill(record.pid, name);
  } catch (error) {
    // It may have ended by itself in the meantime.
    if (stillRuns(record)) throw error;
  }
}

function recordsIn(folder: string): readonly ProcessRecord[] {
  return namesIn(folder).flatMap((name) => {
    try {
      const parsed = processRecord.safeParse(JSON.parse(readFileSync(fileFor(folder, name), 'utf8')));
      return parsed.success ? [parsed.data] : [];
    } catch {
      // Cut off in the middle of writing: then the process was not noted at all.
      return [];
    }
  });
}

const SUFFIX = '.process.json';

function fileFor(folder: string, name: string): string {
  return path.join(folder, name + SUFFIX);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length));
  } catch {
    return [];
  }
}
