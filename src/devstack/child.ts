/** A child process: how it is started, how its end is noticed, and how it is stopped. */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { lastWords } from './log-tail.ts';
import { forgetProcess, recordProcess } from './process-record.ts';
import { RotatingLog } from './rotating-log.ts';

export interface ChildPlan {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Working directory; that of this process if omitted. */
  readonly workingFolder?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Receives both outputs of the process. */
  readonly logFile: string;
  /** Where running processes are recorded. */
  readonly recordFolder: string;
  /** Opens an IPC channel, so that the process notices the end of this one. */
  readonly channel: boolean;
  /** Starts it in a process group of its own, so that a signal to this group does not reach it. */
  readonly detached: boolean;
  /** Time that it may take to stop before it is killed. */
  readonly graceSeconds: number;
  /** Resolves when it serves. Must end when the signal is aborted. */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  readonly readyWithinSeconds: number;
}

export interface Child {
  /**
   * Resolves when the process has ended, with the reason: `exit code 1`, `killed by SIGKILL`, `could not be started:
   * …`.
   */
  readonly ended: Promise<string>;
  /** Sends SIGTERM, and SIGKILL after the grace. Resolves when it has ended. */
  stop(): Promise<void>;
  /** Shortens the grace of a stop that is in progress. */
  hurry(): void;
  /** The last lines that it wrote. */
  lastWords(): readonly string[];
}

/** How long the outputs may stay open after the process has ended: its own children may hold them. */
const LAST_WORDS_MS = 500;
/** Remaining grace after `hurry`: enough for a database to close its files. */
const HURRIED_GRACE_MS = 2_000;

export function startChild(plan: ChildPlan): Child {
  const log = new RotatingLog(plan.logFile);
  const child = spawn(plan.command, plan.args, {
    env: plan.environment,
    cwd: plan.workingFolder,
    stdio: plan.channel ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    detached: plan.detached,
  });
  for (const output of [child.stdout, child.stderr]) if (output) log.take(output);
  const closed = new Promise((resolve) => child.once('close', resolve));
  if (child.pid !== undefined) recordProcess(plan.recordFolder, plan.name, child.pid);

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) =>
      resolve(signal ? `killed by ${signal}` : `exit code ${String(code)}`),
    );
  }).then(async (how) => {
    await Promise.race([closed, delay(LAST_WORDS_MS, undefined, { ref: false })]);
    forgetProcess(plan.recordFolder, plan.name);
    return how;
  });
  // A broken channel shows as the end of the process; nothing is ever sent over it.
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
    lastWords: () => lastWords(plan.logFile, log.since),
  };
}
