/** Refunds of orders. */
import { accountOfOrder } from '../../application/orders/find-order.ts';
import { listRefunds } from '../../application/refunds/list-refunds.ts';
import { refundOrder } from '../../application/refunds/refund-order.ts';
import type { refundRoutes } from '../../contracts/refunds.ts';
import { accountTime, loadResource } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { idDerivedFrom } from '../pipeline/idempotency-request.ts';
import { pageView } from '../views/page.ts';
import { refundView } from '../views/refunds.ts';

export function refundHandlers(dependencies: HandlerDependencies): Handlers<typeof refundRoutes> {
  const { database } = dependencies;
  return {
    refundOrder: {
      load: loadResource(database, accountOfOrder),
      handle: async (request) => {
        const { params, body, caller } = request;
        const { accountId } = await accountOfOrder(database, caller, params.id);
        const refundId = idDerivedFrom('ref', request.idempotency);
        const response = await idempotently(dependencies, request, 201, async (unit) =>
          refundView(await refundOrder(unit, { ...body, orderId: params.id, refundId })),
        );
        return { ...response, ...(await accountTime(database, accountId)) };
      },
    },

    listRefunds: async ({ params, query, caller }) => {
      const { accountId } = await accountOfOrder(database, caller, params.id);
      const page = await listRefunds(database, params.id, query);
      const time = await accountTime(database, accountId);
      return { status: 200, body: pageView(page, refundView), ...time };
    },
  };
}
