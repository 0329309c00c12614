/** What a failed update means to who asked for it. */
import {
  ApplicationFailure,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { JsonObject } from '../domain/json.ts';
import { DomainError, REFUSALS, type RefusalEntry, type RefusalKey } from '../domain/refusals.ts';

/** The refusal of the workflow, `unavailable` when nobody answered in time, or the error itself. */
export function meaningOf(error: unknown): unknown {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return new DomainError('unavailable', { service: 'Temporal' });
  }
  if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError) {
    const { cause } = error;
    if (cause instanceof ApplicationFailure && cause.type === 'Refusal') return refusalOf(cause) ?? error;
  }
  return error;
}

function refusalOf(failure: ApplicationFailure): DomainError | undefined {
  const [detail] = failure.details ?? [];
  if (!isRefusalDetail(detail)) return undefined;
  const { rule, errors } = detail;
  return new DomainError(detail.refusal, detail.evidence, {
    ...(rule === undefined ? {} : { rule }),
    ...(errors === undefined ? {} : { errors }),
  });
}

function isRefusalDetail(
  value: unknown,
): value is { refusal: RefusalKey; evidence: JsonObject; rule?: string; errors?: RefusalEntry[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'refusal' in value &&
    typeof value.refusal === 'string' &&
    value.refusal in REFUSALS
  );
}
