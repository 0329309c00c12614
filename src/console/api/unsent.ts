/** Which failures leave open whether a command took effect. */
import {
  isProblem,
  NoResponseError,
  UnexpectedResponseError,
  type ErrorCode,
} from '@prepaid-fulfilment/client';

/** Refusals of a server that could not decide. */
const UNDECIDED: readonly ErrorCode[] = ['unavailable', 'rate_limited', 'idempotency_in_flight'];

/** True if nothing is known of the command: it may have taken effect or not. */
export function isUnsent(error: Error | null): error is Error {
  if (error instanceof UnexpectedResponseError) return error.status < 300 || error.status >= 500;
  return error instanceof NoResponseError || isProblem(error, ...UNDECIDED);
}
