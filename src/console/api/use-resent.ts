/** A command on a bad line: it is sent again, under the same key, until something responds. */
import type { UseMutationResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isUnsent } from './unsent.ts';

/** Browsers report a lost connection late or never, so a command is also sent again after this time. */
const AGAIN_AFTER_MS = 15_000;

/**
 * Sends what a mutation sent last, again, as soon as the browser is online and from time to time. `variables` must hold the
 * idempotency key. Returns true while the command waits for that.
 */
export function useResent<Result, Given>(mutation: UseMutationResult<Result, Error, Given>): boolean {
  const { error, variables, mutate } = mutation;
  const isWaiting = isUnsent(error);
  useEffect(() => {
    if (!isWaiting || variables === undefined) return undefined;
    const again = () => mutate(variables);
    const timer = setInterval(() => {
      if (navigator.onLine) again();
    }, AGAIN_AFTER_MS);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [isWaiting, variables, mutate]);
  return isWaiting;
}
