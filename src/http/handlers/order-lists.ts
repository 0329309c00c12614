/** Lists of orders, and the story of one. */
import type { orderRoutes } from '../../contracts/orders.ts';
import type { OrderDocument } from '../../persistence/models/order.ts';
import { accountScope } from '../account-scope.ts';
import { accountTime } from '../account-subject.ts';
import { typesHiddenFrom, type Caller } from '../caller.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import type { Handler } from '../handler.ts';
import { prefixMatch } from '../prefix-search.ts';
import { readPage } from '../read-page.ts';
import { listedOrders } from '../views/order.ts';

type Routes = typeof orderRoutes;

export function listOrders(dependencies: HandlerDependencies): Handler<Routes['listOrders']> {
  const { orders } = dependencies.database.models;
  return async ({ query, caller, language }) => {
    const { state, productLine, salesTeam, needsAttention } = query;
    const match = {
      ...accountScope(caller, query),
      ...prefixMatch(query.query, { lowered: ['referenceKey'], exact: ['_id'] }),
      ...(state === undefined ? {} : { state }),
      ...(productLine === undefined ? {} : { productLine }),
      ...(salesTeam === undefined ? {} : { salesTeam }),
      ...(needsAttention === undefined ? {} : { needsAttention }),
    };
    const page = await readPage<OrderDocument>(orders, { match, sort: { _id: -1 } }, query);
    const items = await listedOrders(dependencies, page.documents, { caller, language });
    return { status: 200, body: { items, nextCursor: page.nextCursor } };
  };
}

export function getOrderTimeline(
  { database }: HandlerDependencies,
  find: (orderId: string, caller: Caller) => Promise<OrderDocument>,
): Handler<Routes['getOrderTimeline']> {
  return async ({ params, caller }) => {
    const order = await find(params.id, caller);
    const hidden = typesHiddenFrom(caller);
    const entries = await database.models.audit
      .find({ orderId: order._id, ...(hidden === null ? {} : { type: { $not: hidden } }) })
      .sort({ at: 1, _id: 1 })
      .lean();
    return {
      status: 200,
      body: {
        items: entries.map(({ at, recordedAt, type, actor, reason, facts }) => ({
          at,
          recordedAt,
          type,
          actor,
          ...(reason === null ? {} : { reason }),
          facts,
        })),
      },
      ...(await accountTime(database, order.accountId)),
    };
  };
}
