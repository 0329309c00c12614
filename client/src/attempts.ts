/** Repeats a call until it succeeds, is refused for good, or reaches a limit. */
import type { Limits } from './calls.ts';
import { CallError, NoResponseError, ProblemError, UnexpectedResponseError } from './errors.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;

export const DEFAULT_LIMITS: Limits = { attempts: 5, attemptMs: 30_000, totalMs: 90_000 };

/** What tests replace to know how long a call waits, without waiting. */
export interface Timing {
  /** Resolves after the time; rejects with the reason of the signal once it is aborted. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

export const REAL_TIMING: Timing = {
  wait: waitFor,
  random: () => Math.random(),
  now: () => performance.now(),
};

export interface Attempts {
  readonly limits: Limits;
  readonly timing: Timing;
  readonly signal?: AbortSignal | undefined;
  /** False if the call cannot be sent twice. */
  readonly repeatable: boolean;
}

/** Calls `attempt` with a signal that ends it at its limit. Throws the error of the last attempt. */
export async function withAttempts<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  { limits, timing, signal, repeatable }: Attempts,
): Promise<T> {
  const startedAt = timing.now();
  const remainingMs = () => limits.totalMs - (timing.now() - startedAt);
  for (let attempts = 1; ; attempts++) {
    signal?.throwIfAborted();
    try {
      return await limited(attempt, Math.min(limits.attemptMs, remainingMs()), signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof CallError)) throw error;
      error.attempts = attempts;
      const waitMs = waitBefore(attempts, error, timing.random());
      const isLast = attempts >= limits.attempts || waitMs >= remainingMs();
      if (!repeatable || !mayPass(error) || isLast) throw error;
      await timing.wait(waitMs, signal);
    }
  }
}

/** True if the same call may succeed later. What an API without a needed setting says has no `Retry-After`. */
function mayPass(error: CallError): boolean {
  if (error instanceof NoResponseError) return true;
  if (error instanceof UnexpectedResponseError) return error.status < 300 || error.status >= 500;
  if (!(error instanceof ProblemError)) return false;
  const { code, status, retryAfterMs } = error;
  if (code === 'unavailable') return retryAfterMs !== undefined || status === 408;
  return code === 'rate_limited' || code === 'idempotency_in_flight';
}

/** Doubles with each attempt, half of it by chance so that clients do not return at once, after what the server asked for. */
function waitBefore(attempts: number, error: CallError, random: number): number {
  const backOffMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  const askedMs = 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : 0;
  return askedMs + backOffMs * (0.5 + random / 2);
}

/** Aborts the attempt at its limit. The caller's signal also ends what is read of the response later. */
async function limited<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  limitMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException('The attempt took too long', 'TimeoutError')),
    Math.max(0, limitMs),
  );
  try {
    return await attempt(
      signal === undefined ? controller.signal : AbortSignal.any([controller.signal, signal]),
    );
  } finally {
    clearTimeout(timer);
  }
}

function waitFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      // The reason is the caller's, whatever it is.
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
