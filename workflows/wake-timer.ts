/**
 * A timer of an entity workflow. `condition` with a time-out does the same, but holds twice as many promises while it
 * waits; an order waits nearly all its life, with thousands of others in the cache of a worker (docs/performance.md).
 */
import { CancellationScope, sleep } from '@temporalio/workflow';

export interface Wake {
  /** A timer for the same key is left running. */
  readonly key: string;
  readonly waitMs: number;
  /** Shown beside the timer in the Temporal UI. */
  readonly summary: string;
}

export class WakeTimer {
  private current: { readonly key: string; readonly scope: CancellationScope } | null = null;

  constructor(private readonly onWake: () => void) {}

  /** Cancels the running timer, if there is one. */
  clear(): void {
    this.current?.scope.cancel();
    this.current = null;
  }

  /** Replaces the running timer, unless it has the same key. */
  set({ key, waitMs, summary }: Wake): void {
    if (this.current?.key === key) return;
    this.clear();
    const scope = new CancellationScope();
    // Does not wait inside the scope: each promise that is pending retains the stack trace of its origin.
    void scope.run(() => {
      void sleep(Math.max(1, waitMs), { summary }).then(
        () => this.fired(key),
        // Only when it is cancelled, by `clear` or with the whole run.
        () => undefined,
      );
      return Promise.resolve();
    });
    this.current = { key, scope };
  }

  private fired(key: string): void {
    if (this.current?.key === key) this.current = null;
    this.onWake();
  }
}
