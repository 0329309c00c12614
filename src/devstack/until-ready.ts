/** Waits for a child process to be ready, and explains the end of one that is not. */
import type { Child, ChildPlan } from './child.ts';
import { reasonOf, RuntimeProblem } from './runtime-problem.ts';

/** Throws `RuntimeProblem` if the process ends first, is late, or must not be waited for any more (`ending`). */
export async function untilReady(plan: ChildPlan, child: Child, ending: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const death = child.ended.then((how) => {
    throw endOf(plan, child, how);
  });
  const late = AbortSignal.timeout(plan.readyWithinSeconds * 1_000);
  const over = AbortSignal.any([waiting.signal, ending, late]);
  // A `ready` that ignores its signal must not block the start.
  const ready = Promise.race([plan.ready(over), rejectionAt(over)]).catch((error: unknown) => {
    if (late.aborted) throw problemOf(plan, child, `was not ready within ${plan.readyWithinSeconds} s`);
    throw error;
  });
  try {
    await Promise.race([ready, death]);
  } finally {
    waiting.abort();
  }
}

/** The problem that a process has ended, with its last words. `how` is what `Child.ended` says. */
export function endOf(plan: ChildPlan, child: Child, how: string): RuntimeProblem {
  // Its output does not explain a SIGKILL from outside.
  if (how === 'killed by SIGKILL') return new RuntimeProblem(`${plan.name} has ended (${how}).`);
  return problemOf(plan, child, `has ended (${how})`);
}

function problemOf(plan: ChildPlan, child: Child, what: string): RuntimeProblem {
  const words = child.lastWords();
  const said = words.length > 0 ? ['Its last words:', ...words.map((line) => `  ${line}`)] : [];
  return new RuntimeProblem([`${plan.name} ${what}. Log: ${plan.logFile}`, ...said].join('\n  '));
}

/** Rejects when the signal is aborted. */
function rejectionAt(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new RuntimeProblem(reasonOf(signal.reason)));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
