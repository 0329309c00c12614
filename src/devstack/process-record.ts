/**
 * A record on disk for each process that was started. The next start finds processes that a killed one left running,
 * and can be certain that each is the recorded process and not another one with its number.
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

/** Time that a server gets to write its data. */
const GRACE_MS = 15_000;
const POLL_MS = 25;

/** Records a process that has just been started; does nothing if it has already ended. */
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
 * Stops every recorded process that is still running, all concurrently, and resolves with those. Process number, start
 * time and command line (which contains the data folder) must all match the record.
 */
export async function stopRecordedProcesses(folder: string): Promise<readonly ProcessRecord[]> {
  const left = recordsIn(folder).filter(runsAsNoted);
  await Promise.all(left.map(stopProcess));
  for (const name of namesIn(folder)) forgetProcess(folder, name);
  return left;
}

/** The recorded process of this name, if it is still running. */
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
      // The record was cut off while it was written, so the process was not recorded.
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
