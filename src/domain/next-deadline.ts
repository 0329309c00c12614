/** The earliest deadline of a record, for which its workflow waits. */
import type { Instant } from './instant.ts';
import type { StoredDeadlineKind } from './kinds.ts';

export interface NextDeadline {
  readonly id: string;
  readonly kind: StoredDeadlineKind;
  readonly at: Instant;
}
