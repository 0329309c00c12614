/** Finds records by the names of their account and organization, for `query=` of lists (api.md §1). */
import { MOST_NAMED } from '../../contracts/paging.ts';
import type { Database } from '../../storage/database.ts';
import { prefixMatches } from '../../storage/paging/prefix-search.ts';
import type { Match } from '../../storage/paging/read-page.ts';
import { mergedIn } from '../access/account-scope.ts';

/**
 * Returns conditions for records whose account or organization has a name that begins with the text. `scopes` are those of
 * `accountScopes`; `organizationField` is the field of an organization's id. Empty without a text.
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
          .limit(MOST_NAMED)
          .lean(),
        models.organizations
          .find({ ...scope, ...(accountId === undefined ? {} : { accountId }), ...named }, { _id: 1 })
          .limit(MOST_NAMED)
          .lean(),
      ]),
    ),
  );
  const idsOf = (records: readonly { readonly _id: string }[]) =>
    records.slice(0, MOST_NAMED).map(({ _id }) => _id);
  return [
    ...mergedIn('accountId', idsOf(found.flatMap(([accounts]) => accounts))),
    ...mergedIn(organizationField, idsOf(found.flatMap(([, organizations]) => organizations))),
  ];
}
