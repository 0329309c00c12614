/** Lots of an account, and their corrections by operators: goodwill units and later ends. */
import { assertCovers } from '../../application/access/caller.ts';
import { resourceOf } from '../../application/catalogue/resource-of.ts';
import { extendLot } from '../../application/entitlements/lots/extend-lot.ts';
import { grantCredit } from '../../application/entitlements/lots/grant-credit.ts';
import { findLot, listAllLots, listLots } from '../../application/entitlements/lots/list-lots.ts';
import type { lotRoutes } from '../../contracts/lots.ts';
import { accountTime, loadAccount, loadResource, timeOf } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { idDerivedFrom } from '../pipeline/idempotency-request.ts';
import { listedLotView, lotView } from '../views/lots.ts';
import { pageView } from '../views/page.ts';

export function lotHandlers(dependencies: HandlerDependencies): Handlers<typeof lotRoutes> {
  const { database, catalogues } = dependencies;
  return {
    listLots: async ({ params: { id }, query, caller }) => {
      assertCovers(caller, id);
      const page = await listLots(dependencies, id, query);
      return { status: 200, body: pageView(page, listedLotView), ...timeOf(page.ledger) };
    },

    listAllLots: async ({ query, caller }) => {
      const page = await listAllLots(dependencies, caller, query);
      return { status: 200, body: pageView(page, listedLotView) };
    },

    grantCredit: {
      load: loadAccount(database),
      handle: async (request) => {
        const { body, params } = request;
        resourceOf(await catalogues.recent(), body);
        const lotId = idDerivedFrom('lot', request.idempotency);
        const response = await idempotently(dependencies, request, 201, async (unit) =>
          lotView(await grantCredit(unit, { ...body, lotId, accountId: params.id })),
        );
        return { ...response, ...(await accountTime(database, params.id)) };
      },
    },

    extendLot: {
      load: loadResource(database, findLot),
      handle: async (request) => {
        const { body, params, caller } = request;
        const { accountId } = await findLot(database, caller, params.id);
        const response = await idempotently(dependencies, request, 200, async (unit) =>
          lotView(await extendLot(unit, { ...body, lotId: params.id })),
        );
        return { ...response, ...(await accountTime(database, accountId)) };
      },
    },
  };
}
