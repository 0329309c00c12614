/** The folder of one stack: only one may use it at a time, and what an earlier one left running is stopped first. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { tryLock } from './file-lock.ts';
import type { FileLock } from './file-lock.ts';
import { stopRecordedProcesses } from './process-record.ts';
import { reasonOf, RuntimeProblem } from './runtime-problem.ts';

/** Takes the folder, making it where it does not exist. Throws `RuntimeProblem` when another stack has it. */
export function takeDataDir(dataDir: string, port: number): FileLock {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new RuntimeProblem(
      `The data folder ${dataDir} cannot be made: ${reasonOf(error)}\n  Set DATA_DIR to a folder that can.`,
    );
  }
  const lock = tryLock(path.join(dataDir, 'run', 'stack.lock'), `API on port ${port}`);
  if ('release' in lock) return lock;
  throw new RuntimeProblem(
    `The data folder ${dataDir} is in use by process ${lock.pid} (${lock.purpose}).\n` +
      '  Stop that one, or set DATA_DIR to another folder (and PORT and TEMPORAL_UI_PORT to free ports).',
  );
}

/** Stops what a stack that was killed has left running in this folder, and says so. */
export async function clearDataDir(dataDir: string, say: (line: string) => void): Promise<void> {
  for (const { name, pid } of await stopRecordedProcesses(path.join(dataDir, 'run'))) {
    say(`Stopped ${name} (process ${pid}), which an earlier start had left running.`);
  }
}
