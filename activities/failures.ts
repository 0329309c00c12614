/** Maps the errors of activities to failures: domain errors and permanent errors, which Temporal does not retry. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { DomainError } from '../src/domain/errors.ts';
import { failureKindOf } from '../src/temporal/failure-kinds.ts';

/** Longer messages are cut: some contain a whole document. */
const MESSAGE_LENGTH = 2_000;

type Activity = (...input: never[]) => Promise<unknown>;

/** The same activities with their errors mapped. */
export function withFailures<Activities extends object>(activities: Activities): Activities {
  const entries = Object.entries(activities as Record<string, Activity>);
  return Object.fromEntries(
    entries.map(([name, activity]) => [
      name,
      async (...input: never[]) => {
        try {
          return await activity(...input);
        } catch (error) {
          throw asFailure(error);
        }
      },
    ]),
  ) as Activities;
}

/** The failure as which an error reaches a workflow; transient errors stay as they are, and Temporal retries them. */
export function asFailure(error: unknown): unknown {
  switch (failureKindOf(error)) {
    case 'transient':
      return error;
    case 'domain_error':
      return domainFailure(error as DomainError);
    case 'permanent':
      return permanentFailure(error);
  }
}

function domainFailure({ code, key, evidence, rule, details }: DomainError): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'DomainError',
    nonRetryable: true,
    // Expected: neither logged as a failure nor counted as one.
    category: ApplicationFailureCategory.BENIGN,
    message: code,
    details: [{ key, evidence, rule, errors: details.errors }],
  });
}

function permanentFailure(error: unknown): ApplicationFailure {
  const isError = error instanceof Error;
  return ApplicationFailure.create({
    type: 'PermanentError',
    nonRetryable: true,
    message: (isError ? `${error.name}: ${error.message}` : String(error)).slice(0, MESSAGE_LENGTH),
    ...(isError ? { cause: error } : {}),
  });
}
