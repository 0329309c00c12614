/**
 * Scopes of lists that filter by a state which depends on time. For a single account its own time counts. Among many
 * accounts, records of sandboxes count in their stored state, which follows the sandbox's clock.
 */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import { sandboxesAmong } from '../../storage/account-facts.ts';
import type { Match } from '../../storage/paging/read-page.ts';

export interface ClockScope {
  readonly scope: Match;
  /** Time of the accounts of the scope; null where the stored state counts. */
  readonly now: Instant | null;
}

/** Adds time to the scopes of `accountScopes`. `accountId` is the account that the list is narrowed to. */
export async function scopesByClock(
  database: Database,
  scopes: readonly Match[],
  serverNow: Instant,
  accountId: AccountId | undefined,
): Promise<ClockScope[]> {
  if (accountId !== undefined) {
    const ledger = await database.models.ledgers.findById(accountId, { frozenAt: 1 }).lean();
    return scopes.map((scope) => ({ scope, now: ledger?.frozenAt ?? serverNow }));
  }
  const parts = await Promise.all(scopes.map((scope) => bySandbox(database, scope)));
  return parts.flat().map(({ scope, sandbox }) => ({ scope, now: sandbox ? null : serverNow }));
}

/** Splits a scope into accounts on the server's clock and sandboxes. */
async function bySandbox(database: Database, scope: Match): Promise<{ scope: Match; sandbox: boolean }[]> {
  const { accountId, sandbox } = scope;
  if (!isAnyOf(accountId)) return [{ scope, sandbox: sandbox === true }];
  const sandboxes = await sandboxesAmong(database, accountId.$in);
  return [true, false].flatMap((flag) => {
    const ids = accountId.$in.filter((id) => sandboxes.has(id) === flag);
    return ids.length === 0 ? [] : [{ scope: { accountId: { $in: ids } }, sandbox: flag }];
  });
}

function isAnyOf(value: unknown): value is { readonly $in: readonly string[] } {
  return typeof value === 'object' && value !== null && '$in' in value;
}
