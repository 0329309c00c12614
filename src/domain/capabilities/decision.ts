/** What was decided about a capability: open, maybe not for ever, or closed for a reason (api.md §5). */
import type { Instant } from '../instant.ts';
import type { DomainError } from '../errors.ts';

export interface Decision {
  readonly capability: string;
  /** The resource that it is about, where it is about one. */
  readonly resource?: string;
  /** The feature that it is about, where there is one for each. */
  readonly sku?: string;
  /** Why it is closed; null where it is open. */
  readonly error: DomainError | null;
  /** Rule that leaves it open or limits it; a closed one cites the rule of its error. */
  readonly rule?: string;
  /** Since when it is closed. */
  readonly since?: Instant;
  /** Until when it is open, unless something is done. */
  readonly until?: Instant;
}

/** The earlier of two instants, of which one may be missing. */
export function earlierOf(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
