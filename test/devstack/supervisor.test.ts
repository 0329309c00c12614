import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChildPlan } from '../../src/devstack/child.ts';
import { createSupervisor } from '../../src/devstack/supervisor.ts';
import type { Supervisor } from '../../src/devstack/supervisor.ts';
import { until } from '../support/running-program.ts';

let folder: string;
let said: string[];
let supervisor: Supervisor;
let waits: number[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-supervisor-'));
  [said, waits] = [[], []];
  supervisor = createSupervisor({
    stopOrder: ['first', 'second'],
    say: (line) => said.push(line),
    backoffMs: (attempt) => {
      waits.push(attempt);
      return 1;
    },
  });
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A process that runs a line of shell. */
function shell(name: string, line: string, more: Partial<ChildPlan> = {}): ChildPlan {
  return {
    name,
    command: '/bin/sh',
    args: ['-c', line],
    environment: process.env,
    logFile: path.join(folder, 'logs', `${name}.log`),
    recordFolder: path.join(folder, 'run'),
    channel: false,
    detached: true,
    graceSeconds: 5,
    ready: () => Promise.resolve(),
    readyWithinSeconds: 5,
    ...more,
  };
}

/** Runs on after it has said that its trap is set, which is when it counts as ready. */
function untilStopped(name: string, trap: string, more: Partial<ChildPlan> = {}): ChildPlan {
  const plan = shell(name, `${trap}; echo up; while :; do sleep 0.02; done`, more);
  return {
    ...plan,
    ready: () =>
      until(
        () => readFileSync(plan.logFile, 'utf8').includes('up'),
        () => `${name} is not up`,
      ),
  };
}

const started = (file: string): Promise<void> =>
  until(
    () => existsSync(file),
    () => `${file} was not written`,
  );

const never = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
  );

describe('a supervisor', () => {
  test('fails the start of a process that ends before it is ready, with its last words', async () => {
    const plan = shell('first', 'echo the port is taken; exit 7', { ready: never });
    await expect(supervisor.start(plan)).rejects.toThrow(
      /first has ended \(exit code 7\)\. Log: .*first\.log[\s\S]*the port is taken/,
    );
  });

  test('fails the start of a process that cannot be run at all', async () => {
    const plan = shell('first', '', { command: path.join(folder, 'nowhere'), ready: never });
    await expect(supervisor.start(plan)).rejects.toThrow(/first has ended \(could not be started: .*ENOENT/);
  });

  test('stops a process that is not ready in time, and says so', async () => {
    const plan = shell('first', 'exec sleep 60', { ready: never, readyWithinSeconds: 0.05 });
    await expect(supervisor.start(plan)).rejects.toThrow('first was not ready within 0.05 s');
  });

  test('gives up the whole start when a process ends that was ready', async () => {
    await supervisor.start(shell('first', 'exit 3'));
    await until(
      () => supervisor.signal.aborted,
      () => 'the start goes on',
    );
    expect(String(supervisor.signal.reason)).toContain('first has ended (exit code 3)');
    await expect(supervisor.start(shell('second', 'exec sleep 60'))).rejects.toThrow('first has ended');
  });

  test('waits longer before each attempt in a row if a process ends repeatedly', async () => {
    await supervisor.start(shell('first', 'sleep 0.05; exit 1'));
    supervisor.keepRunning();
    await until(
      () => waits.length >= 3,
      () => said.join('\n'),
    );
    await supervisor.stop();
    expect(waits.slice(0, 3)).toEqual([1, 2, 3]);
  });

  test('stops in its own order and not in that of the start, one after the other', async () => {
    const ends = path.join(folder, 'ends');
    const slow = (name: string): string => `trap 'sleep 0.05; echo ${name} >> ${ends}; exit 0' TERM`;
    await supervisor.start(untilStopped('second', slow('second')));
    await supervisor.start(untilStopped('first', slow('first')));
    supervisor.keepRunning();
    await supervisor.stop();
    expect(readFileSync(ends, 'utf8')).toBe('first\nsecond\n');
    expect(said).toEqual([]);
  });

  test('kills a process that does not stop within its grace', async () => {
    await supervisor.start(untilStopped('first', `trap '' TERM`, { graceSeconds: 0.2 }));
    const begun = performance.now();
    await supervisor.stop();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(150);
  });

  test('does not wait out the grace of a process when it is hurried', async () => {
    await supervisor.start(untilStopped('first', `trap '' TERM`, { graceSeconds: 600 }));
    const stopping = supervisor.stop();
    supervisor.hurry();
    await stopping;
    expect(said).toEqual([]);
  });

  test('replaces a process on request without counting that as a failure', async () => {
    const starts = path.join(folder, 'starts');
    const plan = untilStopped('first', `echo start >> ${starts}; trap 'exit 0' TERM`);
    await supervisor.start({ ...plan, ready: () => started(starts) });
    expect(readFileSync(starts, 'utf8')).toBe('start\n');
    supervisor.keepRunning();
    rmSync(starts);
    await supervisor.restart('first');
    expect(readFileSync(starts, 'utf8')).toBe('start\n');
    expect(said).toEqual([]);
    expect(waits).toEqual([]);
  });

  test('leaves a process down whose replacement fails, and starts it with the next request', async () => {
    const broken = path.join(folder, 'broken');
    const starts = path.join(folder, 'starts');
    const trap = `[ -e ${broken} ] && exit 9; echo start >> ${starts}; trap 'exit 0' TERM`;
    await supervisor.start({ ...untilStopped('first', trap), ready: () => started(starts) });
    supervisor.keepRunning();
    rmSync(starts);
    writeFileSync(broken, '');
    await expect(supervisor.restart('first')).rejects.toThrow('first has ended (exit code 9)');
    expect(waits).toEqual([]);
    rmSync(broken);
    await supervisor.restart('first');
    expect(readFileSync(starts, 'utf8')).toBe('start\n');
  });

  test('restarts at once a process that waits for its next attempt', async () => {
    const broken = path.join(folder, 'broken');
    writeFileSync(broken, '');
    const patient = createSupervisor({
      stopOrder: ['first'],
      say: (line) => said.push(line),
      backoffMs: () => 600_000,
    });
    await patient.start(shell('first', `[ -e ${broken} ] && exit 9; exec sleep 60`));
    patient.keepRunning();
    await until(
      () => said.length > 0,
      () => 'the end of the process was not noticed',
    );
    rmSync(broken);
    await patient.restart('first');
    await patient.stop();
    expect(said).toHaveLength(1);
  });

  test('runs a completed process once more on request', async () => {
    const runs = path.join(folder, 'runs');
    await supervisor.complete(shell('first', `echo run >> ${runs}`));
    await supervisor.restart('first');
    expect(readFileSync(runs, 'utf8')).toBe('run\nrun\n');
    await expect(supervisor.restart('second')).rejects.toThrow('second was never started');
  });

  test('starts nothing any more once it stops', async () => {
    await supervisor.stop();
    await expect(supervisor.start(shell('first', 'exec sleep 60'))).rejects.toThrow('interrupted');
  });
});
