/**
 * Restricts a list to the accounts that a key covers. Sandboxes are listed only if they are asked for by id or with
 * `sandbox=true` (api.md §1), except that a customer sees all of its accounts (decision D-01).
 */
import type { AccountId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';
import { sandboxesAmong } from '../../storage/sandbox-accounts.ts';
import { covers, isCustomer, type Caller } from './caller.ts';
import type { Match } from '../../storage/paging/read-page.ts';

export interface ScopeQuery {
  readonly accountId?: AccountId | undefined;
  readonly sandbox?: boolean | undefined;
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
  if (accountId !== undefined) return covers(caller, accountId) ? [{ accountId }] : [];
  const shown = showsSandboxes(caller, sandbox);
  if (caller.accountIds === null) return [{ sandbox: false }, ...(shown ? [{ sandbox: true }] : [])];
  const left = shown ? new Set<string>() : await sandboxesAmong(database, caller.accountIds);
  const ids = [...caller.accountIds].filter((id) => !left.has(id));
  return Array.from({ length: Math.ceil(ids.length / MOST_MERGED) }, (_, part) => ({
    accountId: { $in: ids.slice(part * MOST_MERGED, (part + 1) * MOST_MERGED) },
  }));
}

/** True if a list over all accounts includes sandboxes. `asked` is the `sandbox` filter of the request. */
export function showsSandboxes(caller: Caller, asked: boolean | undefined): boolean {
  return asked ?? isCustomer(caller);
}
