/** Uses as they were booked, every draw explained by its lot and by what that lot was sold as. */
import type { usageRoutes } from '../../contracts/usages.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { UsageDocument } from '../../storage/collections/usages.ts';
import { accountScopes, type ScopeQuery } from '../../application/access/account-scope.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage, type Match } from '../../storage/paging/read-page.ts';
import { explainedUsages } from '../views/explained-usage.ts';

interface UsageFilter extends ScopeQuery {
  readonly organizationId?: OrganizationId | undefined;
}

type UsageReads = Pick<Handlers<typeof usageRoutes>, 'listUsages' | 'getUsage'>;

export function usageReads({ database }: HandlerDependencies): UsageReads {
  const { organizations, usages } = database.models;
  /** An organization names its account; one that is not there has no uses. */
  async function scopesOf({ organizationId, ...query }: UsageFilter, caller: Caller): Promise<Match[]> {
    if (organizationId === undefined || query.accountId !== undefined)
      return accountScopes(database, caller, query);
    const organization = await organizations.findById(organizationId, { accountId: 1 }).lean();
    if (organization === null) return [];
    return accountScopes(database, caller, { accountId: organization.accountId });
  }

  return {
    listUsages: async ({ query, caller }) => {
      const { organizationId, key, reference, from, to } = query;
      const at = { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lt: to }) };
      const { documents, nextCursor } = await readPage<UsageDocument>(
        usages,
        {
          scopes: await scopesOf(query, caller),
          match: {
            ...(organizationId === undefined ? {} : { organizationId }),
            ...(key === undefined ? {} : { key }),
            ...(reference === undefined ? {} : { reference }),
            ...(Object.keys(at).length === 0 ? {} : { at }),
          },
          // A key is of one use of each account: there its account stands for it.
          sort: key === undefined ? { _id: -1 } : { accountId: -1 },
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
