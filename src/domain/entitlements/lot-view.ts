/** A lot as its workflow sees it. Plain data, read completely from the record. */
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
  /** Earliest deadline of the lot, and of lots that were revived with it, due or not. */
  readonly nextDeadline: NextDeadline | null;
  readonly isDeadlineDue: boolean;
  /** Its order is final and shows another state of the lot. */
  readonly isLineStale: boolean;
}

/** True if the lot and all lots revived with it have ended, and the order shows it. */
export function isLotOver({
  end,
  nextDeadline,
  isLineStale,
}: Pick<LotView, 'end' | 'nextDeadline' | 'isLineStale'>): boolean {
  return end !== null && nextDeadline === null && !isLineStale;
}
