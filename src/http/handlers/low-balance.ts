/** The low-balance thresholds of an account. */
import { readLowBalance, setLowBalance } from '../../application/ledger/low-balance.ts';
import type { lowBalanceRoutes } from '../../contracts/low-balance.ts';
import { accountTime, loadAccount } from '../pipeline/account-time.ts';
import { inTransaction } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';

export function lowBalanceHandlers(dependencies: HandlerDependencies): Handlers<typeof lowBalanceRoutes> {
  const { database, catalogues } = dependencies;
  return {
    getLowBalance: {
      load: loadAccount(database),
      handle: async ({ params: { id } }) => {
        const items = await readLowBalance(database, id, await catalogues.recent());
        return { status: 200, body: { items }, ...(await accountTime(database, id)) };
      },
    },

    setLowBalance: {
      load: loadAccount(database),
      handle: async (request) => {
        const accountId = request.params.id;
        const catalogue = await catalogues.recent();
        const items = await inTransaction(dependencies, request, (unit) =>
          setLowBalance(unit, catalogue, { ...request.body, accountId }),
        );
        return { status: 200, body: { items }, ...(await accountTime(database, accountId)) };
      },
    },
  };
}
