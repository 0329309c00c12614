/** Refusals as they cross Temporal: expected failures that name a row of the table and the evidence. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { JsonObject } from '../src/domain/json.ts';
import { ERRORS, type ErrorKey } from '../src/domain/error-table.ts';

/** An update handler may throw only this; a plain error would stop the order until the next deployment. */
export function refusal(key: ErrorKey, evidence: JsonObject): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'DomainError',
    nonRetryable: true,
    message: ERRORS[key].code,
    details: [{ key, evidence }],
  });
}

/** What an update is refused with while its run ends: asked again at once, it reaches the next one. */
export function handingOver(): ApplicationFailure {
  return ApplicationFailure.create({ type: 'HandingOver', nonRetryable: true, message: 'ask the next run' });
}
