/** A program that a test runs as its own process: its output, its exit code, and signals to it. */
import { spawn } from 'node:child_process';

const POLL_MS = 20;
const PATIENCE_MS = 15_000;

export interface RunningProgram {
  readonly pid: number;
  /** Everything written to both outputs so far. */
  output(): string;
  /** Resolves when the output contains the text. Rejects after the timeout, or if the process ends first. */
  says(text: string | RegExp, patienceMs?: number): Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals, whom: 'process' | 'group'): void;
}

export function runProgram(
  command: string,
  args: readonly string[],
  { cwd, environment }: { readonly cwd: string; readonly environment: NodeJS.ProcessEnv },
): RunningProgram {
  // Its own process group stands for that of a terminal, without the test in it.
  const child = spawn(command, args, {
    cwd,
    env: environment,
    // The channel closes when the test ends; the program then stops.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const pid = child.pid ?? 0;
  return {
    pid,
    output: () => output,
    ended,
    says: (text, patienceMs = PATIENCE_MS) =>
      until(
        () => (typeof text === 'string' ? output.includes(text) : text.test(output)),
        () => `${String(text)} was not said, but:\n${output}`,
        { goOn: () => child.exitCode === null, patienceMs },
      ),
    kill: (signal, whom) => process.kill(whom === 'group' ? -pid : pid, signal),
  };
}

/** Polls until a condition holds, while `goOn` returns true. Throws `complaint` if the condition never holds. */
export async function until(
  isSo: () => boolean,
  complaint: () => string,
  { goOn = () => true, patienceMs = PATIENCE_MS }: { goOn?: () => boolean; patienceMs?: number } = {},
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!isSo()) {
    const over = !goOn();
    if (over && isSo()) return;
    if (over || Date.now() > deadline) throw new Error(complaint());
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
