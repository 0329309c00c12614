/** Balances, now or as of a past instant. */
import type { balanceRoutes } from '../../contracts/balances.ts';
import { timeOf } from '../pipeline/account-time.ts';
import { assertCovers } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { ConsumptionRates } from '../../application/usages/consumption-rates.ts';
import { instantText } from '../../messages/format.ts';
import { lotsAsOf } from '../../application/ledger/queries/lot-records.ts';
import { currentPools, pastPools } from '../../application/ledger/queries/pool-snapshot.ts';
import { readSettledLedger } from '../../application/ledger/queries/settled-ledger.ts';
import { schemaError } from '../../messages/schema-violations.ts';
import { poolView } from '../views/pool.ts';

export function balanceHandlers({
  database,
  serverNow,
}: HandlerDependencies): Handlers<typeof balanceRoutes> {
  const rates = new ConsumptionRates(database);
  return {
    getBalances: async ({ params: { id }, query: { asOf }, caller }) => {
      assertCovers(caller, id);
      const ledger = await readSettledLedger(database, id, serverNow());
      const { now, timeZone } = ledger;
      if (asOf !== undefined && asOf > now)
        throw schemaError('asOf', 'not_in_the_past', { latest: instantText(now, timeZone) });
      const at = asOf ?? now;
      const pools = asOf === undefined ? currentPools(ledger) : await pastPools(database, id, ledger, asOf);
      const living = pools.flatMap(({ lots }) => [...lots.keys()]);
      const documents = await lotsAsOf(database, id, living, asOf ?? null);
      const rateOf = await rates.of(id, ledger, pools, at);
      const views = pools.map((pool) =>
        poolView(pool, {
          documents: documents.filter(({ resource }) => resource === pool.resource),
          rate: rateOf.get(pool.resource) ?? null,
          at,
          timeZone,
        }),
      );
      return { status: 200, body: { pools: views }, ...timeOf(ledger) };
    },
  };
}
