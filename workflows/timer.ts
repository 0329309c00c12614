/**
 * A timer beside a wait. `condition` with a time-out does the same, but holds twice as many promises while it waits; an
 * order waits nearly all its life, with thousands of others in the cache of a worker (docs/performance.md).
 */
import { CancellationScope, sleep } from '@temporalio/workflow';

export interface Timer {
  /** Takes the timer back; without effect once it fired. */
  cancel(): void;
}

/** Calls `fire` after `ms` (at least 1) unless it is cancelled first. `summary` is shown beside the timer. */
export function setTimer(ms: number, summary: string, fire: () => void): Timer {
  const scope = new CancellationScope();
  // Rejected only when the timer is cancelled, by us or with the whole run, whose own wait ends then.
  void scope.run(() => sleep(ms, { summary })).then(fire, () => undefined);
  return scope;
}
