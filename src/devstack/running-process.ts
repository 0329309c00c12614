/**
 * Looks up a process of this machine by its number. Numbers are reused, so a process is identified by its number and
 * start time together.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

export interface RunningProcess {
  readonly pid: number;
  /** Start time in a format of the operating system, for comparison only. */
  readonly began: string;
  /** Program and arguments, separated by spaces. */
  readonly commandLine: string;
}

/** The running process with this number; undefined if it has ended, even if its parent has not noticed yet. */
export function runningProcess(pid: number): RunningProcess | undefined {
  try {
    return platform() === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function fromProc(pid: number): RunningProcess | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may contain anything. The fields after it are fixed: state first, start time 20th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, began] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X' || began === undefined) return undefined;
  const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').replaceAll('\0', ' ');
  return { pid, began, commandLine };
}

function fromPs(pid: number): RunningProcess | undefined {
  const ps = (field: string): string =>
    execFileSync('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  if (ps('state').startsWith('Z')) return undefined;
  return { pid, began: ps('lstart'), commandLine: ps('command') };
}

/** True while that process runs, and not another one with its number. */
export function stillRuns({ pid, began }: Pick<RunningProcess, 'pid' | 'began'>): boolean {
  return runningProcess(pid)?.began === began;
}
