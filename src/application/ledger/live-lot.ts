/** Reads one lot out of a ledger's head, which may hold thousands. */
import type { AccountId, LotId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LiveLot } from '../../domain/ledger/state.ts';
import type { Database, Session } from '../../storage/database.ts';

export interface LotInHead {
  /** Account time of a sandbox; null for an account that lives on the server's clock. */
  readonly frozenAt: Instant | null;
  /** Null where the lot does not live, as far as is booked. */
  readonly live: { readonly resource: string; readonly lot: LiveLot } | null;
}

/** Null for an unknown account. What is due is not settled. */
export async function readLiveLot(
  { native }: Database,
  accountId: AccountId,
  lotId: LotId,
  session?: Session,
): Promise<LotInHead | null> {
  const isTheLot = { $eq: ['$$lot.lotId', lotId] };
  const lots = { $filter: { input: '$$pool.lots', as: 'lot', cond: isTheLot } };
  const pools = { $map: { input: '$pools', as: 'pool', in: { resource: '$$pool.resource', lots } } };
  const [head] = await native.ledgers
    .aggregate<{ frozenAt: Instant | null; pools: { resource: string; lots: LiveLot[] }[] }>(
      [{ $match: { _id: accountId } }, { $project: { frozenAt: 1, pools } }],
      session === undefined ? {} : { session },
    )
    .toArray();
  if (head === undefined) return null;
  const [live = null] = head.pools.flatMap(({ resource, lots: found }) =>
    found.map((lot) => ({ resource, lot })),
  );
  return { frozenAt: head.frozenAt, live };
}
