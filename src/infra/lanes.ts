/** Runs tasks of one key one after another and tasks of different keys concurrently. An idle key uses no memory. */
import { setTimeout as delay } from 'node:timers/promises';

export class Lanes {
  private readonly last = new Map<string, Promise<void>>();

  /** `mostMs`: a task that has waited this long starts although the previous one is still running. */
  constructor(private readonly mostMs: number) {}

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key);
    let leave: () => void = () => undefined;
    const own = new Promise<void>((resolve) => (leave = resolve));
    this.last.set(key, own);
    try {
      if (before !== undefined) await this.until(before);
      return await work();
    } finally {
      leave();
      if (this.last.get(key) === own) this.last.delete(key);
    }
  }

  private async until(before: Promise<void>): Promise<void> {
    const timeout = new AbortController();
    const over = delay(this.mostMs, undefined, { signal: timeout.signal }).catch(() => undefined);
    await Promise.race([before, over]);
    timeout.abort();
  }
}
