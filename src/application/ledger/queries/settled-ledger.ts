/**
 * An account's ledger at this instant: everything due is settled on a copy that is not stored (rules §8.6), so a read never
 * shows units that have expired, whether or not the expiry is booked.
 */
import type { Instant } from '../../../domain/instant.ts';
import type { JournalEntry } from '../../../domain/ledger/journal-entry.ts';
import type { DeadLot, PoolState } from '../../../domain/ledger/state.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import { LedgerSession } from '../ledger-session.ts';
import type { PoolSettings } from '../usage-policies.ts';
import { among } from '../../../storage/among.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { Database } from '../../../storage/database.ts';

export interface SettledLedger {
  /** Account time. */
  readonly now: Instant;
  readonly frozenAt: Instant | null;
  readonly timeZone: string;
  /** Number of the last entry that was booked when the ledger was read. */
  readonly sequence: number;
  readonly pools: readonly PoolState[];
  /** What the account lays over the policies of its pools. */
  readonly settings: PoolSettings;
  /** Lots that have ended and are not booked as ended yet, by id. */
  readonly ended: ReadonlyMap<string, DeadLot>;
  /** Entries that the next transaction on this ledger will ledger. */
  readonly unbooked: readonly JournalEntry[];
}

/** Throws `not_found` for an unknown account. */
export async function readSettledLedger(
  database: Database,
  accountId: AccountId,
  serverNow: Instant,
): Promise<SettledLedger> {
  const state = await database.models.ledgers.findById(accountId).lean();
  if (state === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  return settled(state, serverNow);
}

/** The ledgers of many accounts, by account. An unknown account has none. */
export async function readSettledLedgers(
  database: Database,
  accountIds: readonly AccountId[],
  serverNow: Instant,
): Promise<ReadonlyMap<AccountId, SettledLedger>> {
  const states = await among(accountIds, (_id) => database.models.ledgers.find({ _id }).lean());
  return new Map(states.map((state) => [state._id, settled(state, serverNow)]));
}

function settled(state: LedgerDocument, serverNow: Instant): SettledLedger {
  const ledger = new LedgerSession(state, serverNow);
  const { frozenAt, timeZone, sequence, overrides, lowBalanceUnits, agreements } = state;
  return {
    now: ledger.at,
    frozenAt,
    timeZone,
    sequence,
    ended: new Map(ledger.ended.map(({ lot }) => [lot.lotId, lot])),
    unbooked: ledger.entries,
    settings: { overrides, lowBalanceUnits, agreements, pools: state.pools },
    // Last, because the session cannot be used after it.
    pools: ledger.nextState().pools,
  };
}
