/** Waits for what happens by itself: looks again and again, for a bounded time. */
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 15;
const PATIENCE_MS = 30_000;

/** Answers the first reading that `isSo`. Fails with the last one when none is in time. */
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
