/** The stored state of an account's ledger, one document an account: created, locked, and read lot by lot. */
import type { AccountId, LotId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LiveLot } from '../../domain/ledger/state.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';

export interface NewLedger {
  readonly accountId: AccountId;
  /** Account time. */
  readonly createdAt: Instant;
  /** The clock of a sandbox; null for an account on the server's clock. */
  readonly frozenAt: Instant | null;
  readonly timeZone: string;
}

/** The ledger of a new account, without pools. */
export function newLedger({ accountId, createdAt, frozenAt, timeZone }: NewLedger): LedgerDocument {
  return {
    _id: accountId,
    version: 0,
    sequence: 0,
    hash: '',
    at: createdAt,
    frozenAt,
    timeZone,
    pools: [],
    overrides: [],
    agreements: [],
    lowBalanceUnits: {},
  };
}

/**
 * Reads a ledger so that other writers of the account wait until the transaction ends. Its version moves, so a process that
 * has the ledger in its cache decides again. Null for an unknown account.
 */
export function lockLedger(
  { models }: Database,
  accountId: AccountId,
  session: Session,
): Promise<LedgerDocument | null> {
  return models.ledgers
    .findOneAndUpdate({ _id: accountId }, { $inc: { version: 1 } }, { session, returnDocument: 'after' })
    .lean();
}

export interface StoredLot {
  /** The clock of a sandbox; null for an account on the server's clock. */
  readonly frozenAt: Instant | null;
  /** Null where the lot has ended, as far as is booked. */
  readonly live: { readonly resource: string; readonly lot: LiveLot } | null;
}

/** Reads one lot of a ledger, which may have thousands. Null for an unknown account. Does not settle what is due. */
export async function readLiveLot(
  { native }: Database,
  accountId: AccountId,
  lotId: LotId,
  session?: Session,
): Promise<StoredLot | null> {
  const isTheLot = { $eq: ['$$lot.lotId', lotId] };
  const lots = { $filter: { input: '$$pool.lots', as: 'lot', cond: isTheLot } };
  const pools = { $map: { input: '$pools', as: 'pool', in: { resource: '$$pool.resource', lots } } };
  const [ledger] = await native.ledgers
    .aggregate<{ frozenAt: Instant | null; pools: { resource: string; lots: LiveLot[] }[] }>(
      [{ $match: { _id: accountId } }, { $project: { frozenAt: 1, pools } }],
      session === undefined ? {} : { session },
    )
    .toArray();
  if (ledger === undefined) return null;
  const [live = null] = ledger.pools.flatMap(({ resource, lots: found }) =>
    found.map((lot) => ({ resource, lot })),
  );
  return { frozenAt: ledger.frozenAt, live };
}
