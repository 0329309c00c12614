/** Offers: what an account may buy, at its own prices. */
import { readAccount } from '../../application/accounts/read-account.ts';
import { readOffers } from '../../application/orders/read-offers.ts';
import type { offerRoutes } from '../../contracts/offers.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { offerView } from '../views/offers.ts';

export function offerHandlers({
  database,
  serverNow,
  catalogues,
}: HandlerDependencies): Handlers<typeof offerRoutes> {
  return {
    listOffers: async ({ params, caller }) => {
      const { account, frozenAt } = await readAccount(database, caller, params.id);
      const offers = await readOffers(database, account, frozenAt ?? serverNow(), catalogues);
      return { status: 200, body: { items: offers.map(offerView) }, ...timeOf({ frozenAt }) };
    },
  };
}
