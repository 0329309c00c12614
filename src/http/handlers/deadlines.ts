/** Deadlines, soonest first. */
import type { Deadline, deadlineRoutes } from '../../contracts/deadlines.ts';
import { DELIVERY_RETRY } from '../../domain/kinds.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import { accountScopes } from '../../application/access/account-scope.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';

export function deadlineHandlers({ database }: HandlerDependencies): Handlers<typeof deadlineRoutes> {
  return {
    listDeadlines: async ({ query, caller }) => {
      const { before } = query;
      const match = {
        kind: { $ne: DELIVERY_RETRY },
        ...(before === undefined ? {} : { at: { $lt: before } }),
      };
      const { documents, nextCursor } = await readPage<DeadlineDocument>(
        database.models.deadlines,
        { scopes: await accountScopes(database, caller, query), match, sort: { at: 1, _id: 1 } },
        query,
      );
      return { status: 200, body: { items: documents.flatMap(deadlineView), nextCursor } };
    },
  };
}

function deadlineView({
  at,
  kind,
  accountId,
  orderId,
  episodeId,
  serviceId,
  serviceIds,
  lotId,
}: DeadlineDocument): Deadline[] {
  // The closed list of the contract: what is our own is not asked for above.
  if (kind === DELIVERY_RETRY) return [];
  return [
    {
      at,
      kind,
      accountId,
      ...(orderId === null ? {} : { orderId }),
      ...(episodeId === null ? {} : { episodeId }),
      ...(serviceId === null ? {} : { serviceId }),
      ...(serviceIds === null ? {} : { serviceIds, count: serviceIds.length }),
      ...(lotId === null ? {} : { lotId }),
    },
  ];
}
