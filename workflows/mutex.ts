/** Lets one piece of workflow code run at a time: handlers and the main loop change the same order. */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` after everything that was asked before it. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
