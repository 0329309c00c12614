/**
 * Looks at a process of this machine by its number. A number alone is not an identity, since it is used again;
 * together with the moment the process began it is one.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

export interface RunningProcess {
  readonly pid: number;
  /** When it began, in whatever form the system gives; only ever compared. */
  readonly began: string;
  /** Program and arguments, separated by spaces. */
  readonly commandLine: string;
}

/** The running process with this number; none when it has ended (even if its parent has not noticed yet). */
export function runningProcess(pid: number): RunningProcess | undefined {
  try {
    return platform() === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function fromProc(pid: number): RunningProcess | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold anything; the fields after it are fixed: state first, start time 20th.
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

/** True while that very process runs, and not another one that got its number. */
export function stillRuns({ pid, began }: Pick<RunningProcess, 'pid' | 'began'>): boolean {
  return runningProcess(pid)?.began === began;
}
