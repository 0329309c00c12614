/** Turns our refusals into failures that Temporal does not retry; anything else is passed on and retried. */
import { ApplicationFailure } from '@temporalio/common';
import { DomainError } from '../src/domain/refusals.ts';

export async function asFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw ApplicationFailure.create({
      type: 'Refusal',
      nonRetryable: true,
      message: error.code,
      details: [{ refusal: error.refusal, evidence: error.evidence, rule: error.rule }],
    });
  }
}
