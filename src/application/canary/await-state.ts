/** Waits for what other processes do, for a bounded time. */
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;
/** Less than a step may take, so that its error says what was missing. */
const LIMIT_MS = 90_000;

/** Something is not as it should be: the canary found an error of the product. */
class CanaryError extends Error {
  override readonly name = 'CanaryError';
}

/** Returns the first reading for which `isSo` is true. Throws `CanaryError`, with what `describe` says, if none is in time. */
export async function awaitState<T>(
  read: () => Promise<T>,
  isSo: (state: T) => boolean,
  describe: (state: T) => string,
): Promise<T> {
  const untilMs = performance.now() + LIMIT_MS;
  for (;;) {
    const state = await read();
    if (isSo(state)) return state;
    if (performance.now() >= untilMs) throw new CanaryError(`${describe(state)} after ${LIMIT_MS / 1_000} s`);
    await delay(POLL_MS);
  }
}

/** Throws `CanaryError` unless the condition holds. */
export function assertThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new CanaryError(message);
}
