/** Reads the balances of an account, now or as of a past instant. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { DrawRate } from '../../domain/ledger/forecast.ts';
import { instantText } from '../../messages/format.ts';
import { schemaError } from '../../messages/violations/schema.ts';
import type { LotDocument } from '../../storage/collections/lots.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { lotsAsOf } from '../ledger/queries/lot-records.ts';
import { currentPools, pastPools, type PoolSnapshot } from '../ledger/queries/pool-snapshot.ts';
import { readSettledLedger, type SettledLedger } from '../ledger/queries/settled-ledger.ts';
import type { ConsumptionRates } from './consumption-rates.ts';

export interface PoolBalance {
  readonly pool: PoolSnapshot;
  /** Records of the pool's live lots, as of `at`. */
  readonly lots: readonly LotDocument[];
  /** How fast the pool is drawn. Null if it is not. */
  readonly rate: DrawRate | null;
}

export interface Balances {
  readonly at: Instant;
  readonly ledger: SettledLedger;
  readonly pools: readonly PoolBalance[];
}

/** Throws `not_found`, or `validation_failed` for an instant in the future. */
export async function readBalances(
  { database, serverNow }: TransactionDependencies,
  rates: ConsumptionRates,
  accountId: AccountId,
  asOf: Instant | undefined,
): Promise<Balances> {
  const ledger = await readSettledLedger(database, accountId, serverNow());
  const { now, timeZone } = ledger;
  if (asOf !== undefined && asOf > now)
    throw schemaError('asOf', 'not_in_the_past', { latest: instantText(now, timeZone) });
  const at = asOf ?? now;
  const pools =
    asOf === undefined ? currentPools(ledger) : await pastPools(database, accountId, ledger, asOf);
  const live = pools.flatMap(({ lots }) => [...lots.keys()]);
  const lots = await lotsAsOf(database, accountId, live, asOf ?? null);
  const rateOf = await rates.of(accountId, ledger, pools, at);
  return {
    at,
    ledger,
    pools: pools.map((pool) => ({
      pool,
      lots: lots.filter(({ resource }) => resource === pool.resource),
      rate: rateOf.get(pool.resource) ?? null,
    })),
  };
}
