/** What a failed activity means to the workflow that called it. */
import { ActivityFailure, ApplicationFailure, isCancellation, TemporalFailure } from '@temporalio/workflow';

/**
 * Why an activity failed for good; undefined for an error of another origin, and for the cancellation of the run. A local
 * activity's failure is thrown as it is, a remote one's inside an `ActivityFailure`.
 */
export function failureIn(error: unknown): Error | undefined {
  if (!(error instanceof TemporalFailure) || isCancellation(error)) return undefined;
  return error instanceof ActivityFailure ? (error.cause ?? error) : error;
}

/** The domain error with which an activity failed; undefined if it failed for another reason. */
export function domainErrorIn(error: unknown): ApplicationFailure | undefined {
  const failure = failureIn(error);
  return failure instanceof ApplicationFailure && failure.type === 'DomainError' ? failure : undefined;
}
