/** Balances of an account. */
import { assertCovers } from '../../application/access/caller.ts';
import { ConsumptionRates } from '../../application/usages/consumption-rates.ts';
import { readBalances } from '../../application/usages/read-balances.ts';
import type { balanceRoutes } from '../../contracts/balances.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { balancesView } from '../views/balances.ts';

export function balanceHandlers(dependencies: HandlerDependencies): Handlers<typeof balanceRoutes> {
  const rates = new ConsumptionRates(dependencies.database);
  return {
    getBalances: async ({ params: { id }, query: { asOf }, caller }) => {
      assertCovers(caller, id);
      const balances = await readBalances(dependencies, rates, id, asOf);
      return { status: 200, body: balancesView(balances), ...timeOf(balances.ledger) };
    },
  };
}
