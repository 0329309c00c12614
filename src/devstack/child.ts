/** One process that was started here: how it is started, seen to end, and stopped. */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { lastWords } from './log-tail.ts';
import { forgetProcess, recordProcess } from './process-record.ts';
import { RotatingLog } from './rotating-log.ts';

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

/** How long the outputs of a process that has ended may stay open: what it started may hold them. */
const LAST_WORDS_MS = 500;
/** What a process that is being hurried still gets: enough for a database to close its files. */
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
    lastWords: () => lastWords(plan.logFile, log.since),
  };
}
