/** What each token makes the fake provider do (api.md §4). */
import type { ProviderEvent } from '../provider.ts';

/** One event that a charge with the token causes. */
export interface PlannedEvent {
  readonly type: Exclude<ProviderEvent['type'], 'refund.paid'>;
  /** Added to the requested amount. */
  readonly amountOffsetMinor: number;
  /** True if it occurs after the slow delay. */
  readonly slow: boolean;
  /** How many copies are sent at the same moment. */
  readonly copies: number;
}

const CAPTURED: PlannedEvent = { type: 'payment.captured', amountOffsetMinor: 0, slow: false, copies: 1 };

const BEHAVIOURS: Readonly<Record<string, readonly PlannedEvent[]>> = {
  tok_ok: [CAPTURED],
  tok_slow: [{ ...CAPTURED, slow: true }],
  tok_declined: [{ ...CAPTURED, type: 'payment.declined' }],
  tok_duplicate: [{ ...CAPTURED, copies: 5 }],
  tok_twice: [CAPTURED, CAPTURED],
  tok_wrong_amount: [{ ...CAPTURED, amountOffsetMinor: -1 }],
};

/** Events of a charge, in order; null for an unknown token, which charges nothing. */
export function plannedEvents(token: string): readonly PlannedEvent[] | null {
  return Object.hasOwn(BEHAVIOURS, token) ? (BEHAVIOURS[token] ?? null) : null;
}
