/** Domain errors as they cross Temporal: expected failures with the key in the table of errors and the evidence. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { JsonObject } from '../src/domain/json.ts';
import { ERRORS, type ErrorKey } from '../src/domain/error-table.ts';

/** An update handler may throw only this: a plain error would block the workflow until the next deployment. */
export function refusal(key: ErrorKey, evidence: JsonObject): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'DomainError',
    nonRetryable: true,
    message: ERRORS[key].code,
    details: [{ key, evidence }],
  });
}

/** Rejects an update while its run ends. Sent again at once, it reaches the next run. */
export function handingOver(): ApplicationFailure {
  return ApplicationFailure.create({ type: 'HandingOver', nonRetryable: true, message: 'ask the next run' });
}
