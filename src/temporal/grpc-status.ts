/** What the server of Temporal says of a call that failed, by gRPC's numbers. */
import { isGrpcServiceError } from '@temporalio/client';

export const INVALID_ARGUMENT = 3;
export const NOT_FOUND = 5;
export const PERMISSION_DENIED = 7;
export const RESOURCE_EXHAUSTED = 8;
export const FAILED_PRECONDITION = 9;
export const ABORTED = 10;
export const UNIMPLEMENTED = 12;
export const UNAVAILABLE = 14;
export const UNAUTHENTICATED = 16;

/**
 * The status of the failed call behind an error, and what the server said; null where no call failed. Of an update with a
 * start that failed the server's words are in the message alone.
 */
export function grpcFailureIn(error: unknown): { readonly code: number; readonly words: string } | null {
  const words: string[] = [];
  let code: number | null = null;
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    words.push(at.message);
    if (code !== null || !isGrpcServiceError(at)) continue;
    ({ code } = at);
    words.push(at.details);
  }
  return code === null ? null : { code, words: words.join('\n') };
}
