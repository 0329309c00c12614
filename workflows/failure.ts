/** What a failed activity means to the workflow that asked for it. */
import { ActivityFailure, ApplicationFailure, isCancellation, TemporalFailure } from '@temporalio/workflow';

/**
 * Why an activity failed for good; undefined for an error that is not an activity's, and for the end of the run. What failed
 * locally comes as it is, from elsewhere inside another failure.
 */
export function failureIn(error: unknown): Error | undefined {
  if (!(error instanceof TemporalFailure) || isCancellation(error)) return undefined;
  return error instanceof ActivityFailure ? (error.cause ?? error) : error;
}

/** The refusal with which an activity failed, or undefined when it failed for another reason. */
export function refusalIn(error: unknown): ApplicationFailure | undefined {
  const failure = failureIn(error);
  return failure instanceof ApplicationFailure && failure.type === 'DomainError' ? failure : undefined;
}
