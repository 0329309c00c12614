/** Runs one piece of workflow code at a time, because handlers and the main loop change the same record. */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` after everything that was queued before it. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
