/** Restricts a list to the accounts of a sales team. */
import { MOST_OF_TEAM } from '../../contracts/paging.ts';
import type { Database } from '../../storage/database.ts';
import type { Match } from '../../storage/paging/read-page.ts';
import { tooManyFollowed } from '../../messages/violations/requests.ts';
import { accountScopes, mergedIn, type ScopeQuery } from './account-scope.ts';
import type { Caller } from './caller.ts';

export interface TeamScopeQuery extends ScopeQuery {
  /** The team that looks after the accounts now, whoever sold what they have. */
  readonly salesTeam?: string | undefined;
}

/**
 * Returns disjoint conditions as `accountScopes` does, of the team's accounts only. Throws `validation_failed` if these are
 * too many to follow.
 */
export async function teamScopes(
  database: Database,
  caller: Caller,
  { salesTeam, ...query }: TeamScopeQuery,
): Promise<Match[]> {
  const scopes = await accountScopes(database, caller, query);
  if (salesTeam === undefined) return scopes;
  const found = await Promise.all(
    scopes.map(({ accountId, ...scope }) =>
      database.models.accounts
        .find({ ...scope, ...(accountId === undefined ? {} : { _id: accountId }), salesTeam }, { _id: 1 })
        .limit(MOST_OF_TEAM + 1)
        .lean(),
    ),
  );
  const accountIds = found.flat().map(({ _id }) => _id);
  if (accountIds.length > MOST_OF_TEAM) throw tooManyFollowed('salesTeam', 'too_large_team', MOST_OF_TEAM);
  return mergedIn('accountId', accountIds);
}
