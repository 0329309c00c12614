/** One process that was started here: how it is started, seen to end, and stopped. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { lastWords } from './log-tail.ts';
import { forgetProcess, recordProcess } from './process-record.ts';

export interface ChildPlan {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs; here when left out. */
  readonly workingFolder?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Takes what the process writes, on both of its outputs. */
  readonly logFile: string;
  /** Where running processes are noted. */
  readonly recordFolder: string;
  /** Give it a channel, so that it sees when this process is gone. */
  readonly channel: boolean;
  /** Keep it out of this process's group, so that a signal to the group does not reach it. */
  readonly detached: boolean;
  /** How long it may take to stop before it is killed. */
  readonly graceSeconds: number;
  /** Resolves when it serves. Runs beside the process and must end when the signal is aborted. */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  readonly readyWithinSeconds: number;
}

export interface Child {
  /** Resolves when the process has ended, with how: `exit code 1`, `killed by SIGKILL`, `could not be started: …`. */
  readonly ended: Promise<string>;
  /** Asks it to stop, and kills it when it takes longer than its grace. Resolves when it has ended. */
  stop(): Promise<void>;
  /** Shortens the wait of a stop that is under way. */
  hurry(): void;
  /** What it wrote last. */
  lastWords(): readonly string[];
}

const LOG_ROTATION_BYTES = 16_000_000;
/** What a process that is being hurried still gets: enough for a database to close its files. */
const HURRIED_GRACE_MS = 2_000;

export function startChild(plan: ChildPlan): Child {
  const output = openLog(plan.logFile);
  const logStart = fstatSync(output).size;
  const child = spawn(plan.command, plan.args, {
    env: plan.environment,
    cwd: plan.workingFolder,
    stdio: plan.channel ? ['ignore', output, output, 'ipc'] : ['ignore', output, output],
    detached: plan.detached,
  });
  closeSync(output);
  if (child.pid !== undefined) recordProcess(plan.recordFolder, plan.name, child.pid);

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) =>
      resolve(signal ? `killed by ${signal}` : `exit code ${String(code)}`),
    );
  }).then((how) => {
    forgetProcess(plan.recordFolder, plan.name);
    return how;
  });
  // A channel that breaks shows in the end of the process; nothing is ever sent over it.
  child.on('error', () => undefined);

  let timer: NodeJS.Timeout | undefined;
  let stopping: Promise<void> | undefined;
  const killAfter = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), ms);
  };

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    killAfter(plan.graceSeconds * 1_000);
    await ended;
    clearTimeout(timer);
  }

  return {
    ended,
    stop: () => (stopping ??= stop()),
    hurry: () => {
      if (stopping && child.exitCode === null && child.signalCode === null) killAfter(HURRIED_GRACE_MS);
    },
    lastWords: () => lastWords(plan.logFile, logStart),
  };
}

/** Opens a log to append to. One that has grown large is put aside first, in place of the one put aside before. */
function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_ROTATION_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
