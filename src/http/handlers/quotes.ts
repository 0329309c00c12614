/** Quotes: the checks and prices of placing an order, without placing it. */
import { assertMayUse } from '../../application/access/caller.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { quoteOrder } from '../../application/orders/quote-order.ts';
import type { quoteRoutes } from '../../contracts/quotes.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { quoteView } from '../views/quotes.ts';

export function quoteHandlers(dependencies: HandlerDependencies): Handlers<typeof quoteRoutes> {
  const { database, serverNow, catalogues } = dependencies;
  return {
    quote: async ({ body, caller, language }) => {
      assertMayUse(caller, body.channel);
      const { account, frozenAt } = await readAccount(database, caller, body.accountId);
      const quoted = await quoteOrder(database, body, {
        account,
        now: frozenAt ?? serverNow(),
        catalogues,
        placedByOperator: caller.roles.includes('operator'),
      });
      return { status: 200, body: quoteView(quoted, language), ...timeOf({ frozenAt }) };
    },
  };
}
