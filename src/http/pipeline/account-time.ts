/** The facts about a resource that its response carries: its account and, for a sandbox, account time. */
import type { Caller } from '../../application/access/caller.ts';
import { frozenClockOf, readAccountClock } from '../../application/accounts/read-account.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { ResourceFacts } from './handler.ts';

/** The part of a request that names a resource. */
interface ResourceRequest<Id> {
  readonly params: { readonly id: Id };
  readonly caller: Caller;
}

/** Returns account time for the `X-Server-Now` header. Empty unless the account is a sandbox. */
export function timeOf({ frozenAt }: { readonly frozenAt: Instant | null }): ResourceFacts {
  return frozenAt === null ? {} : { serverNow: frozenAt };
}

/** Returns the account with its time. */
export async function accountTime(database: Database, accountId: AccountId): Promise<ResourceFacts> {
  return { ...timeOf({ frozenAt: await frozenClockOf(database, accountId) }), accountId };
}

/** Loads the account of a path such as `/v1/accounts/{id}/…`. Throws `not_found`. */
export function loadAccount(database: Database) {
  return async ({ params: { id }, caller }: ResourceRequest<AccountId>): Promise<ResourceFacts> => ({
    ...timeOf(await readAccountClock(database, caller, id)),
    accountId: id,
  });
}

/** Finds a resource by id. Throws `not_found` if it does not exist or belongs to an account that the key does not cover. */
type Find<Id> = (
  database: Database,
  caller: Caller,
  id: Id,
) => Promise<{ readonly accountId: AccountId | null }>;

/** Loads a resource of an account, such as the order of `/v1/orders/{id}`. Throws what `find` throws. */
export function loadResource<Id>(database: Database, find: Find<Id>) {
  return async ({ params: { id }, caller }: ResourceRequest<Id>): Promise<ResourceFacts> => {
    const { accountId } = await find(database, caller, id);
    return accountId === null ? {} : accountTime(database, accountId);
  };
}
