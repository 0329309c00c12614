/** After how many seconds the same request may be sent again, by code of refusal. */
import type { RefusalCode } from '../domain/refusals.ts';

export const RETRY_AFTER_SECONDS: Partial<Record<RefusalCode, number>> = {
  rate_limited: 1,
  idempotency_in_flight: 1,
  unavailable: 2,
};
