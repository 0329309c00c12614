/** Turns our refusals into failures that Temporal does not retry; anything else is passed on and retried. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { DomainError } from '../src/domain/refusals.ts';

export async function asFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw ApplicationFailure.create({
      type: 'Refusal',
      nonRetryable: true,
      // Expected: neither logged as a failure nor counted as one.
      category: ApplicationFailureCategory.BENIGN,
      message: error.code,
      details: [
        {
          refusal: error.refusal,
          evidence: error.evidence,
          rule: error.rule,
          errors: error.details.errors,
        },
      ],
    });
  }
}
