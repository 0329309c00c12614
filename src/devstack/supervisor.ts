/**
 * Starts processes, restarts those that end, and stops them in a fixed order. During the start, a process that ends
 * fails the whole start; afterwards it is started again, with growing pauses if it ends repeatedly.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { startChild, type Child, type ChildPlan } from './child.ts';
import { reasonOf, RuntimeProblem } from './runtime-problem.ts';
import { endOf, untilReady } from './until-ready.ts';

export interface SupervisorOptions {
  /** Names of all processes, first to stop first. */
  readonly stopOrder: readonly string[];
  /** Reports to a person what happens, one line at a time. */
  readonly say: (line: string) => void;
  /** Pause before the n-th attempt in a row, from 1; replaced in tests. */
  readonly backoffMs?: (attempt: number) => number;
}

export interface Supervisor {
  /** Aborted when stopping begins or, during the start, when a process has ended; the reason says why. */
  readonly signal: AbortSignal;
  /** Starts a process and resolves when it is ready. */
  start(plan: ChildPlan): Promise<void>;
  /** Runs a process to its end. Throws `RuntimeProblem` unless it exits with code 0. */
  complete(plan: ChildPlan): Promise<void>;
  /**
   * Stops a process that was started and starts it again, or runs once more what was completed. Resolves when it is
   * ready. If it fails, it stays down until the next call. Must not be called for one name twice at the same time.
   */
  restart(name: string): Promise<void>;
  /** Ends the start phase: from now on a process that ends is started again. */
  keepRunning(): void;
  /** Stops everything in order. Resolves when nothing runs any more. */
  stop(): Promise<void>;
  /** Shortens a stop that is in progress. */
  hurry(): void;
}

const BACKOFF_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** A process that ran this long has recovered from what ended it before. */
const STEADY_MS = 60_000;

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { stopOrder, say, backoffMs = defaultBackoffMs } = options;
  const running = new Map<string, Child>();
  /** How to run each process again, by name. */
  const again = new Map<string, () => Promise<void>>();
  /** The automatic restart that is under way for a process, by name. */
  const recovering = new Map<string, AbortController>();
  /** Attempts in a row to start a process again, by name. */
  const attempts = new Map<string, number>();
  const replaced = new WeakSet<Child>();
  const ending = new AbortController();
  let startIsOver = false;
  let hurried = false;
  let stopped: Promise<void> | undefined;

  function launch(plan: ChildPlan): Child {
    ending.signal.throwIfAborted();
    if (!stopOrder.includes(plan.name)) throw new Error(`${plan.name} is not in the order of stopping`);
    const child = startChild(plan);
    running.set(plan.name, child);
    return child;
  }

  async function launchUntilReady(plan: ChildPlan): Promise<Child> {
    const child = launch(plan);
    try {
      await untilReady(plan, child, ending.signal);
    } catch (error) {
      // A process that failed must not hold its port or its data when it is tried again.
      if (!ending.signal.aborted) await child.stop();
      throw error;
    }
    return child;
  }

  function watch(plan: ChildPlan, child: Child): void {
    const since = performance.now();
    void child.ended.then(async (how) => {
      if (ending.signal.aborted || replaced.has(child)) return;
      const problem = endOf(plan, child, how);
      if (!startIsOver) {
        ending.abort(problem);
        return;
      }
      const wasSteady = performance.now() - since > STEADY_MS;
      await recover(plan, problem, wasSteady ? 1 : (attempts.get(plan.name) ?? 0) + 1);
    });
  }

  async function recover(plan: ChildPlan, problem: Error, firstAttempt: number): Promise<void> {
    const superseded = new AbortController();
    recovering.set(plan.name, superseded);
    const over = AbortSignal.any([ending.signal, superseded.signal]);
    let reason = problem.message;
    for (let attempt = firstAttempt; ; attempt++) {
      attempts.set(plan.name, attempt);
      const waitMs = backoffMs(attempt);
      say(`${reason}\n  Starting it again${waitMs < 1_000 ? '' : ` in ${waitMs / 1_000} s`}.`);
      try {
        await pause(waitMs, undefined, { signal: over });
        const child = await launchUntilReady(plan);
        say(`${plan.name} is back.`);
        watch(plan, child);
        return;
      } catch (error) {
        if (over.aborted) return;
        reason = reasonOf(error);
      }
    }
  }

  async function stop(): Promise<void> {
    if (!ending.signal.aborted) ending.abort(new RuntimeProblem('The start was interrupted.'));
    for (const name of stopOrder) {
      const child = running.get(name);
      const done = child?.stop();
      if (hurried) child?.hurry();
      await done;
    }
  }

  async function start(plan: ChildPlan): Promise<void> {
    again.set(plan.name, () => replace(plan));
    watch(plan, await launchUntilReady(plan));
  }

  async function replace(plan: ChildPlan): Promise<void> {
    recovering.get(plan.name)?.abort();
    const previous = running.get(plan.name);
    if (previous) replaced.add(previous);
    await previous?.stop();
    watch(plan, await launchUntilReady(plan));
    attempts.delete(plan.name);
  }

  async function complete(plan: ChildPlan): Promise<void> {
    again.set(plan.name, () => complete(plan));
    const child = launch(plan);
    const late = setTimeout(() => void child.stop(), plan.readyWithinSeconds * 1_000);
    const how = await child.ended;
    clearTimeout(late);
    ending.signal.throwIfAborted();
    if (how !== 'exit code 0') throw endOf(plan, child, how);
  }

  return {
    signal: ending.signal,
    start,
    complete,
    async restart(name) {
      const run = again.get(name);
      if (!run) throw new Error(`${name} was never started`);
      await run();
    },
    keepRunning: () => {
      startIsOver = true;
    },
    stop: () => (stopped ??= stop()),
    hurry: () => {
      hurried = true;
      for (const child of running.values()) child.hurry();
    },
  };
}

function defaultBackoffMs(attempt: number): number {
  return BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length) - 1] ?? 0;
}
