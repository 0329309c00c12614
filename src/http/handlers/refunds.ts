/** Refunds of orders: decided and booked in one transaction, paid through the payment port. */
import type { refundRoutes, Refund } from '../../contracts/refunds.ts';
import { refundOrder } from '../../application/refunds/refund-order.ts';
import type { OrderId } from '../../domain/ids.ts';
import { once, requestKeyOf } from '../../storage/idempotency.ts';
import type { RefundDocument } from '../../storage/collections/refunds.ts';
import { derivedId } from '../../infra/ids.ts';
import { accountOfOrder } from '../../application/orders/find-order.ts';
import { accountTime } from '../pipeline/account-time.ts';
import type { Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';

export function refundHandlers(dependencies: HandlerDependencies): Handlers<typeof refundRoutes> {
  const { database } = dependencies;
  const accountOf = (orderId: OrderId, caller: Caller) =>
    accountOfOrder(database, caller, orderId).then(({ accountId }) => accountId);

  return {
    refundOrder: {
      load: async ({ params, caller }) => accountTime(database, await accountOf(params.id, caller)),
      handle: async (request) => {
        const { params, body, caller, idempotency } = request;
        const accountId = await accountOf(params.id, caller);
        const refundId = derivedId('ref', requestKeyOf(idempotency));
        const answer = await once(dependencies, idempotency, actorOf(request), async (unit) => {
          const refund = await refundOrder(unit, { ...body, orderId: params.id, refundId });
          return { status: 201, body: refundView(refund) };
        });
        return { ...answer, status: 201, ...(await accountTime(database, accountId)) };
      },
    },
    listRefunds: async ({ params, query, caller }) => {
      const accountId = await accountOf(params.id, caller);
      const { documents, nextCursor } = await readPage<RefundDocument>(
        database.models.refunds,
        { scopes: [{ orderId: params.id }], sort: { createdAt: -1, _id: -1 } },
        query,
      );
      const body = { items: documents.map(refundView), nextCursor };
      return { status: 200, body, ...(await accountTime(database, accountId)) };
    },
  };
}

function refundView(refund: RefundDocument): Refund {
  const { _id, orderId, paymentId, state, amount, lines, reason, createdAt } = refund;
  const { agreementId, clause, paidAt } = refund;
  return {
    id: _id,
    orderId,
    paymentId,
    state,
    amount,
    lines: lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity, amount: line.amount })),
    reason,
    ...(agreementId === null ? {} : { agreementId }),
    ...(clause === null ? {} : { clause }),
    createdAt,
    ...(paidAt === null ? {} : { paidAt }),
  };
}
