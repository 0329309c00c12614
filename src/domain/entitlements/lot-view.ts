/** A lot as the workflow of its own sees it. Plain data, read whole from the record. */
import type { AccountId, LotId, OrderId } from '../ids.ts';
import type { NextDeadline } from '../next-deadline.ts';
import type { Instant } from '../instant.ts';

export interface LotView {
  readonly lotId: LotId;
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly resource: string;
  readonly orderId: OrderId | null;
  readonly credited: number;
  /** Units left; 0 once it has ended. */
  readonly remaining: number;
  /** Exclusive. */
  readonly expiresAt: Instant;
  /** Why and when it ended; null while it lives. */
  readonly end: 'exhausted' | 'expired' | 'voided' | null;
  readonly endedAt: Instant | null;
  /** Earliest of the deadlines in its name, due or not: its own, and of lots that came to life again with it. */
  readonly nextDeadline: NextDeadline | null;
  readonly isDeadlineDue: boolean;
  /** Its order is over and shows it other than it is. */
  readonly isLineStale: boolean;
}

/** Ended, as all lots that live on in its name have, and its order shows it so. */
export function isLotOver({
  end,
  nextDeadline,
  isLineStale,
}: Pick<LotView, 'end' | 'nextDeadline' | 'isLineStale'>): boolean {
  return end !== null && nextDeadline === null && !isLineStale;
}
