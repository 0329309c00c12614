/**
 * An account's ledger as it is at this instant: read, and everything due settled on a copy without writing it
 * (rules §8.6), so that a read never shows units that have expired, whether or not anybody has booked it.
 */
import type { Instant } from '../../../domain/instant.ts';
import type { JournalEntry } from '../../../domain/ledger/journal-entry.ts';
import type { DeadLot, PoolState } from '../../../domain/ledger/state.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { PoolSettings } from '../group-commit/decide-uses.ts';
import { LedgerSession } from '../ledger-session.ts';
import type { Database } from '../../../storage/database.ts';

export interface SettledLedger {
  /** Account time. */
  readonly now: Instant;
  readonly frozenAt: Instant | null;
  readonly timeZone: string;
  /** Last entry that was booked when it was read. */
  readonly sequence: number;
  readonly pools: readonly PoolState[];
  /** What the account lays over the policies of its pools. */
  readonly settings: PoolSettings;
  /** Lots that ended by now and are not booked as ended yet, by id. */
  readonly ended: ReadonlyMap<string, DeadLot>;
  /** Entries that the next writer will book. */
  readonly unbooked: readonly JournalEntry[];
}

/** Throws `not_found` for an account that is not there. */
export async function readSettledLedger(
  database: Database,
  accountId: AccountId,
  serverNow: Instant,
): Promise<SettledLedger> {
  const head = await database.models.ledgers.findById(accountId).lean();
  if (head === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  const book = new LedgerSession(head, serverNow);
  const { frozenAt, timeZone, sequence, overrides, lowBalanceUnits, agreements } = head;
  return {
    now: book.at,
    frozenAt,
    timeZone,
    sequence,
    ended: new Map(book.ended.map(({ lot }) => [lot.lotId, lot])),
    unbooked: book.entries,
    settings: { overrides, lowBalanceUnits, agreements, pools: head.pools },
    // Must be last: it takes the book's state away.
    pools: book.nextHead().pools,
  };
}
