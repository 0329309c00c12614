/** Balances, now or as of a past instant. */
import type { balanceRoutes } from '../../contracts/balances.ts';
import { timeOf } from '../account-subject.ts';
import { assertCovers } from '../caller.ts';
import type { Handlers } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { currentPools, pastPools } from '../pool-snapshot.ts';
import { readSettledLedger } from '../settled-ledger.ts';
import { shapeMistake } from '../shape-entries.ts';
import { poolView } from '../views/pool.ts';

export function balanceHandlers({
  database,
  serverNow,
}: HandlerDependencies): Handlers<typeof balanceRoutes> {
  return {
    getBalances: async ({ params: { id }, query: { asOf }, caller }) => {
      assertCovers(caller, id);
      const ledger = await readSettledLedger(database, id, serverNow());
      if (asOf !== undefined && asOf > ledger.now) {
        throw shapeMistake('asOf', 'not_in_the_past', { latest: ledger.now });
      }
      const pools = asOf === undefined ? currentPools(ledger) : await pastPools(database, id, ledger, asOf);
      const living = pools.flatMap(({ lots }) => [...lots.keys()]);
      const documents = await database.models.lots.find({ _id: { $in: living } }).lean();
      const views = pools.map((pool) =>
        poolView(
          pool,
          documents.filter(({ resource }) => resource === pool.resource),
        ),
      );
      return { status: 200, body: { pools: views }, ...timeOf(ledger) };
    },
  };
}
