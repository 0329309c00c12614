/** Finds records by the names of their account and organization, for `query=` of lists (api.md §1). */
import { MOST_NAMED } from '../../contracts/paging.ts';
import type { Database } from '../../storage/database.ts';
import { prefixMatches } from '../../storage/paging/prefix-search.ts';
import type { Match } from '../../storage/paging/read-page.ts';
import { tooManyFollowed } from '../../messages/violations/requests.ts';
import { mergedIn } from '../access/account-scope.ts';

/**
 * Returns conditions for records whose account or organization has a name that begins with the text. `scopes` are those of
 * `accountScopes`; `organizationField` is the field of an organization's id. Empty without a text. Throws
 * `validation_failed` if more names begin so than a search follows.
 */
export async function nameMatches(
  { models }: Database,
  scopes: readonly Match[],
  query: string | undefined,
  organizationField: string,
): Promise<Match[]> {
  if (query === undefined) return [];
  const [named = {}] = prefixMatches(query, { lowered: ['nameKey'], exact: [] });
  const found = await Promise.all(
    scopes.map(async ({ accountId, ...scope }) =>
      Promise.all([
        models.accounts
          .find({ ...scope, ...(accountId === undefined ? {} : { _id: accountId }), ...named }, { _id: 1 })
          .limit(MOST_NAMED + 1)
          .lean(),
        models.organizations
          .find({ ...scope, ...(accountId === undefined ? {} : { accountId }), ...named }, { _id: 1 })
          .limit(MOST_NAMED + 1)
          .lean(),
      ]),
    ),
  );
  const idsOf = (records: readonly { readonly _id: string }[]) => {
    if (records.length > MOST_NAMED) throw tooManyFollowed('query', 'too_many_names', MOST_NAMED);
    return records.map(({ _id }) => _id);
  };
  return [
    ...mergedIn('accountId', idsOf(found.flatMap(([accounts]) => accounts))),
    ...mergedIn(organizationField, idsOf(found.flatMap(([, organizations]) => organizations))),
  ];
}
