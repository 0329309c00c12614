/** After how many seconds the same request may be sent again. */
import type { DomainError, RefusalCode } from '../../domain/errors.ts';

const SECONDS: Partial<Record<RefusalCode, number>> = {
  rate_limited: 1,
  idempotency_in_flight: 1,
  unavailable: 2,
};

/** Undefined where sending it again changes nothing. */
export function retryAfterSecondsOf({ code, refusal }: DomainError): number | undefined {
  return refusal === 'not_configured' ? undefined : SECONDS[code];
}
