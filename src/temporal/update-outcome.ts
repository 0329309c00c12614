/** What a failed update means to who asked for it. */
import {
  ApplicationFailure,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { JsonObject } from '../domain/json.ts';
import { ERRORS, type ErrorKey } from '../domain/error-table.ts';
import { DomainError, type Violation } from '../domain/errors.ts';
import {
  ABORTED,
  FAILED_PRECONDITION,
  grpcFailureIn,
  RESOURCE_EXHAUSTED,
  UNAVAILABLE,
} from './grpc-status.ts';

/** The run that was asked ended or failed before it could give a verdict. It or the next one may be asked again. */
export class RunEndedError extends Error {
  override readonly name = 'RunEndedError';
}

/** Failure types of updates whose run ended after it accepted the update, or before it processed it. */
const FAILURES_OF_ENDED_RUNS = new Set(['AcceptedUpdateCompletedWorkflow', 'UnprocessedUpdate']);

/**
 * The domain error of the workflow; `unavailable` without a response in time; `order_crowded` while the workflow takes no
 * more updates; `workflow_paused`; a `RunEndedError`; or the error itself.
 */
export function meaningOf(error: unknown): unknown {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return unanswered();
  if (error instanceof WorkflowNotFoundError) return new RunEndedError('no run is there', { cause: error });
  if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError) {
    const { cause } = error;
    if (!(cause instanceof ApplicationFailure)) return error;
    if (cause.type === 'DomainError') return domainErrorOf(cause) ?? error;
    return FAILURES_OF_ENDED_RUNS.has(cause.type ?? '')
      ? new RunEndedError('the run ended first', { cause: error })
      : error;
  }
  return isPaused(error) ? new DomainError('workflow_paused') : (meaningOfStatus(error) ?? error);
}

/** A failed update-with-start has no status code, so only its message identifies the failure. */
function isPaused(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  return [error, cause].some((at) => at instanceof Error && at.message.includes('Workflow is paused'));
}

export function unanswered(): DomainError {
  return new DomainError('unavailable', { service: 'Temporal' });
}

function meaningOfStatus(error: unknown): Error | null {
  const failure = grpcFailureIn(error);
  switch (failure?.code) {
    // Of the updates in flight, or of a namespace's calls.
    case RESOURCE_EXHAUSTED:
      return new DomainError('order_crowded');
    case FAILED_PRECONDITION:
      return meaningOfPrecondition(failure.words, error);
    case ABORTED:
      return new RunEndedError('the run is ending', { cause: error });
    case UNAVAILABLE:
      return unanswered();
    default:
      return null;
  }
}

function meaningOfPrecondition(words: string, error: unknown): Error | null {
  // A run that has had all the updates it takes hands over to another.
  if (words.includes('updates')) return new DomainError('order_crowded');
  // What came in while the run was about to end made the server refuse its end, and with it the verdict.
  if (words.includes('workflow task failure'))
    return new RunEndedError('its verdict was lost', { cause: error });
  // Its workers were killed or are too slow, or its code fails: the server takes updates again once a task succeeds.
  if (words.includes('Workflow Task in failed state'))
    return new RunEndedError('its workflow tasks fail', { cause: error });
  return null;
}

function domainErrorOf(failure: ApplicationFailure): DomainError | undefined {
  const [detail] = failure.details ?? [];
  if (!isDomainErrorDetail(detail)) return undefined;
  const { rule, errors } = detail;
  return new DomainError(detail.key, detail.evidence, {
    ...(rule === undefined ? {} : { rule }),
    ...(errors === undefined ? {} : { errors }),
  });
}

function isDomainErrorDetail(
  value: unknown,
): value is { key: ErrorKey; evidence: JsonObject; rule?: string; errors?: Violation[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    typeof value.key === 'string' &&
    value.key in ERRORS
  );
}
