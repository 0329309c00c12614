/**
 * Restricts a list to the accounts that a key covers. Sandboxes are listed only if they are asked for by id, with
 * `sandbox=true` or with `sandbox=only` (api.md §1), except that a customer sees all of its accounts (decision D-01).
 */
import type { SandboxFilter } from '../../contracts/paging.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';
import { sandboxesAmong } from '../../storage/account-facts.ts';
import { covers, isCustomer, type Caller } from './caller.ts';
import type { Match } from '../../storage/paging/read-page.ts';

export interface ScopeQuery {
  readonly accountId?: AccountId | undefined;
  readonly sandbox?: SandboxFilter | undefined;
}

/** MongoDB merges at most this many sorted index ranges. Beyond that it would sort in memory. */
const MOST_MERGED = 100;

/**
 * Returns disjoint conditions. An index that begins with `accountId` or `sandbox` serves each of them in the order of the
 * list. The result is empty for an account that the key does not cover or that does not exist.
 */
export async function accountScopes(
  database: Database,
  caller: Caller,
  { accountId, sandbox }: ScopeQuery,
): Promise<Match[]> {
  if (accountId !== undefined) {
    const isListed = sandbox !== 'only' || (await sandboxesAmong(database, [accountId])).has(accountId);
    return covers(caller, accountId) && isListed ? [{ accountId }] : [];
  }
  const flags = sandboxFlags(caller, sandbox);
  if (caller.accountIds === null) return flags.map((flag) => ({ sandbox: flag }));
  const sandboxes = await sandboxesAmong(database, caller.accountIds);
  return mergedIn(
    'accountId',
    caller.accountIds.filter((id) => flags.includes(sandboxes.has(id))),
  );
}

/** Conditions that a field has one of the values, each with as few values as the server merges in sorted order. */
export function mergedIn(field: string, values: readonly string[]): Match[] {
  return Array.from({ length: Math.ceil(values.length / MOST_MERGED) }, (_, part) => ({
    [field]: { $in: values.slice(part * MOST_MERGED, (part + 1) * MOST_MERGED) },
  }));
}

/** The values of `sandbox` in a list over all accounts. `asked` is the filter of the request. */
export function sandboxFlags(caller: Caller, asked: SandboxFilter | undefined): readonly boolean[] {
  switch (asked ?? (isCustomer(caller) ? 'true' : 'false')) {
    case 'true':
      return [false, true];
    case 'false':
      return [false];
    case 'only':
      return [true];
  }
}
