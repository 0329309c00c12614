/**
 * Which accounts' things a list shows: those the key covers, and sandboxes only when they are asked for by name or by
 * `sandbox=true` (api.md §1). A customer sees all of its accounts (decision D-01).
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

/** The server merges at most so many ranges of an index in their order; of more it would sort in memory. */
const MOST_MERGED = 100;

/**
 * Disjoint conditions, each of which an index that begins with `accountId` or `sandbox` serves in the order of the list.
 * None for an account that the key does not cover, as for one that is not there.
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

/** Whether a list that names no account holds sandboxes too. */
export function showsSandboxes(caller: Caller, asked: boolean | undefined): boolean {
  return asked ?? isCustomer(caller);
}
