/** The `Retry-After` header of problems, in seconds. */
import type { ErrorCode } from '../../domain/error-table.ts';
import type { DomainError } from '../../domain/errors.ts';

const SECONDS: Partial<Record<ErrorCode, number>> = {
  rate_limited: 1,
  idempotency_in_flight: 1,
  unavailable: 2,
};

/** Returns the seconds after which a retry may succeed. Undefined if a retry cannot help. */
export function retryAfterSecondsOf({ code, key }: DomainError): number | undefined {
  return key === 'not_configured' || key === 'console_missing' ? undefined : SECONDS[code];
}
