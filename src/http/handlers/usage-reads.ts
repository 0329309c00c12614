/** Uses as they were booked, every draw explained by its lot and by what that lot was sold as. */
import type { usageRoutes } from '../../contracts/usages.ts';
import { DomainError } from '../../domain/refusals.ts';
import type { UsageDocument } from '../../persistence/models/ledger.ts';
import { joinedAccountScope } from '../account-scope.ts';
import { accountTime } from '../account-subject.ts';
import { visibleTo } from '../caller.ts';
import type { Handlers } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { readPage } from '../read-page.ts';
import { explainedUsages } from '../views/explained-usage.ts';

type UsageReads = Pick<Handlers<typeof usageRoutes>, 'listUsages' | 'getUsage'>;

export function usageReads({ database }: HandlerDependencies): UsageReads {
  const { usages } = database.models;
  return {
    listUsages: async ({ query, caller }) => {
      const { organizationId, key, reference, from, to } = query;
      const { match, stages = [] } = joinedAccountScope(caller, query);
      const at = { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lt: to }) };
      const { documents, nextCursor } = await readPage<UsageDocument>(
        usages,
        {
          match: {
            ...match,
            ...(organizationId === undefined ? {} : { organizationId }),
            ...(key === undefined ? {} : { key }),
            ...(reference === undefined ? {} : { reference }),
            ...(Object.keys(at).length === 0 ? {} : { at }),
          },
          sort: { _id: -1 },
          stages,
        },
        query,
      );
      return { status: 200, body: { items: await explainedUsages(database, documents), nextCursor } };
    },

    getUsage: async ({ params: { id }, caller }) => {
      const usage = visibleTo(caller, await usages.findById(id).lean(), { kind: 'usage', id });
      const [body] = await explainedUsages(database, [usage]);
      if (body === undefined) throw new DomainError('not_found', { kind: 'usage', id });
      return { status: 200, body, ...(await accountTime(database, usage.accountId)) };
    },
  };
}
