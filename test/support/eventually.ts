/** Polls until an asynchronous effect is visible, for a bounded time. */
import { setTimeout as pause } from 'node:timers/promises';

const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;
/** A wait ends at most a tenth later than its effect: many polls would slow down what they wait for. */
const PAUSE_SHARE = 0.1;
const LIMIT_MS = 30_000;

/** Returns the first reading for which `isSo` is true. Throws with the last reading if none is in time. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  isSo: (value: T) => boolean,
  limitMs = LIMIT_MS,
): Promise<T> {
  const sinceMs = Date.now();
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    const waitedMs = Date.now() - sinceMs;
    if (waitedMs > limitMs) throw new Error(`it did not come to be; last seen: ${JSON.stringify(value)}`);
    await pause(Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, waitedMs * PAUSE_SHARE)));
  }
}
