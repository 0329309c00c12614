/** After how many seconds the same request may be sent again. */
import type { ErrorCode } from '../../domain/error-table.ts';
import type { DomainError } from '../../domain/errors.ts';

const SECONDS: Partial<Record<ErrorCode, number>> = {
  rate_limited: 1,
  idempotency_in_flight: 1,
  unavailable: 2,
};

/** Undefined where sending it again changes nothing. */
export function retryAfterSecondsOf({ code, key }: DomainError): number | undefined {
  return key === 'not_configured' ? undefined : SECONDS[code];
}
