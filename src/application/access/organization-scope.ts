/** Scopes of lists that can be narrowed to an organization. */
import type { OrganizationId } from '../../domain/ids.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import type { Database } from '../../storage/database.ts';
import type { Match } from '../../storage/paging/read-page.ts';
import type { ScopeQuery } from './account-scope.ts';
import type { Caller } from './caller.ts';
import { teamScopes, type TeamScopeQuery } from './team-scope.ts';

export interface OrganizationScopeQuery extends TeamScopeQuery {
  readonly organizationId?: OrganizationId | undefined;
}

export interface OrganizationScopes {
  readonly scopes: readonly Match[];
  /** The organization that the list is narrowed to; null for none. */
  readonly organization: OrganizationDocument | null;
  /** The request, with the account that the organization implies. */
  readonly query: ScopeQuery;
}

/** Returns no scopes for an organization that does not exist, or that belongs to another account than the one named. */
export async function organizationScopes(
  database: Database,
  caller: Caller,
  { organizationId, ...query }: OrganizationScopeQuery,
): Promise<OrganizationScopes> {
  if (organizationId === undefined) {
    return { scopes: await teamScopes(database, caller, query), organization: null, query };
  }
  const organization = await database.models.organizations.findById(organizationId).lean();
  const { accountId = organization?.accountId } = query;
  if (organization === null || organization.accountId !== accountId)
    return { scopes: [], organization, query };
  const narrowed = { ...query, accountId };
  return { scopes: await teamScopes(database, caller, narrowed), organization, query: narrowed };
}
