/** Polls until an asynchronous effect is visible, for a bounded time. */
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 15;
const PATIENCE_MS = 30_000;

/** Returns the first reading for which `isSo` is true. Throws with the last reading if none is in time. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  isSo: (value: T) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() > until) throw new Error(`it did not come to be; last seen: ${JSON.stringify(value)}`);
    await pause(POLL_MS);
  }
}
