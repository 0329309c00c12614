/**
 * The data folder of a stack: one stack at a time may use it, and processes that an earlier one left running are
 * stopped first.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { tryLock } from './file-lock.ts';
import type { FileLock, LockHolder } from './file-lock.ts';
import { stopRecordedProcesses } from './process-record.ts';
import { reasonOf, RuntimeProblem } from './runtime-problem.ts';

/** Locks the folder, creating it if necessary. Throws `RuntimeProblem` if another stack holds it. */
export function takeDataDir(dataDir: string, port: number): FileLock {
  const lock = lockOf(dataDir, port);
  if ('release' in lock) return lock;
  throw new RuntimeProblem(
    `The data folder ${dataDir} is in use by process ${lock.pid} (${lock.purpose}).\n` +
      '  Stop that one, or set DATA_DIR to another folder (and PORT and TEMPORAL_UI_PORT to free ports).',
  );
}

function lockOf(dataDir: string, port: number): FileLock | LockHolder {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    for (const name of ['logs', 'run']) {
      mkdirSync(path.join(dataDir, name), { recursive: true });
      accessSync(path.join(dataDir, name), constants.W_OK);
    }
    return tryLock(path.join(dataDir, 'run', 'stack.lock'), `API on port ${port}`);
  } catch (error) {
    throw new RuntimeProblem(
      `The data folder ${dataDir} cannot be written: ${reasonOf(error)}\n  Set DATA_DIR to a folder that can.`,
    );
  }
}

/** Stops the processes that a killed stack left running in this folder, and reports them. */
export async function clearDataDir(dataDir: string, say: (line: string) => void): Promise<void> {
  for (const { name, pid } of await stopRecordedProcesses(path.join(dataDir, 'run'))) {
    say(`Stopped ${name} (process ${pid}), which an earlier start had left running.`);
  }
}
