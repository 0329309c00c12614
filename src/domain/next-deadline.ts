/** The earliest deadline of a record, as the workflow that looks after it waits for it. */
import type { Instant } from './instant.ts';
import type { StoredDeadlineKind } from './kinds.ts';

export interface NextDeadline {
  readonly id: string;
  readonly kind: StoredDeadlineKind;
  readonly at: Instant;
}
