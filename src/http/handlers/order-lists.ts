/** Lists of orders, and the story of one. */
import type { orderRoutes } from '../../contracts/orders.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { AuditDocument } from '../../storage/collections/audit.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import { accountScopes } from '../../application/access/account-scope.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { typesHiddenFrom, type Caller } from '../../application/access/caller.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import type { Handler } from '../pipeline/handler.ts';
import { prefixMatches } from '../../storage/paging/prefix-search.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import { listedOrders } from '../views/order.ts';

type Routes = typeof orderRoutes;

export function listOrders(dependencies: HandlerDependencies): Handler<Routes['listOrders']> {
  const { orders } = dependencies.database.models;
  return async ({ query, caller, language }) => {
    const { state, productLine, salesTeam, needsAttention } = query;
    const match = {
      ...(state === undefined ? {} : { state }),
      ...(productLine === undefined ? {} : { productLine }),
      ...(salesTeam === undefined ? {} : { salesTeam }),
      ...(needsAttention === undefined ? {} : { needsAttention }),
    };
    const search = prefixMatches(query.query, { lowered: ['referenceKey'], exact: ['_id'] });
    const accounts = await accountScopes(dependencies.database, caller, query);
    const scopes = accounts.flatMap((scope) => search.map((found) => ({ $and: [scope, found] })));
    const page = await readPage<OrderDocument>(orders, { scopes, match, sort: { _id: -1 } }, query);
    const items = await listedOrders(dependencies, page.documents, { caller, language });
    return { status: 200, body: { items, nextCursor: page.nextCursor } };
  };
}

export function getOrderTimeline(
  { database }: HandlerDependencies,
  find: (orderId: OrderId, caller: Caller) => Promise<OrderDocument>,
): Handler<Routes['getOrderTimeline']> {
  return async ({ params, query, caller }) => {
    const order = await find(params.id, caller);
    const hidden = typesHiddenFrom(caller);
    const { documents, nextCursor } = await readPage<AuditDocument>(
      database.models.audit,
      {
        scopes: [{ orderId: order._id }],
        match: hidden === null ? {} : { type: { $not: hidden } },
        sort: { at: 1, _id: 1 },
      },
      query,
    );
    return {
      status: 200,
      body: {
        items: documents.map(({ at, recordedAt, type, actor, reason, facts }) => ({
          at,
          recordedAt,
          type,
          actor,
          ...(reason === null ? {} : { reason }),
          facts,
        })),
        nextCursor,
      },
      ...(await accountTime(database, order.accountId)),
    };
  };
}
