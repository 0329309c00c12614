/** Refusals as they cross Temporal: expected failures that name a row of the table and the evidence. */
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { JsonObject } from '../src/domain/json.ts';
import { REFUSALS, type RefusalKey } from '../src/domain/refusals.ts';

const TYPE = 'Refusal';

/** An update handler may throw only this; a plain error would stop the order until the next deployment. */
export function refusal(key: RefusalKey, evidence: JsonObject): ApplicationFailure {
  return ApplicationFailure.create({
    type: TYPE,
    nonRetryable: true,
    message: REFUSALS[key].code,
    details: [{ refusal: key, evidence }],
  });
}

/** The refusal inside an activity's failure, or undefined when it failed for another reason. */
export function refusalIn(error: unknown): ApplicationFailure | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.type === TYPE ? cause : undefined;
}
