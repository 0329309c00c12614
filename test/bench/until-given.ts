const MOST_TRIES = 5;

/** Repeats a request whose verdict came too late on a busy machine, as any caller would. */
export async function untilGiven<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === MOST_TRIES || !String(error).includes('answered 503')) throw error;
    }
  }
}
