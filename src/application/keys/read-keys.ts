/** Reads API keys, and checks what a new key asks for. */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { instantText } from '../../messages/format.ts';
import { schemaError } from '../../messages/violations/schema.ts';
import type { KeyDocument } from '../../storage/collections/keys.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { assertUnlimited, covers, type Caller } from '../access/caller.ts';

/** Newest first; of an account those that are limited to it. Throws `unlimited_key_required` for a key that is limited to certain accounts. */
export async function listKeys(
  { models }: Database,
  caller: Caller,
  { accountId, ...page }: PageRequest & { readonly accountId?: AccountId | undefined },
): Promise<Page<KeyDocument>> {
  assertUnlimited(caller);
  const scopes = [accountId === undefined ? {} : { accountIds: accountId }];
  return readPage<KeyDocument>(models.keys, { scopes, sort: { _id: -1 } }, page);
}

/** Throws `unlimited_key_required` for a key that is limited to certain accounts, `not_found` for an unknown key. */
export async function assertMayRevoke({ models }: Database, caller: Caller, id: string): Promise<void> {
  assertUnlimited(caller);
  const key = await models.keys.findById(id, { _id: 1 }).lean();
  if (key === null) throw new DomainError('not_found', { kind: 'key', id });
}

export interface KeyRequest {
  /** Accounts that the new key covers; all if absent. */
  readonly accountIds?: readonly AccountId[] | undefined;
  /** When it expires; never if absent. */
  readonly expiresAt?: Instant | undefined;
}

/**
 * A key may pass on its own coverage and no more. Throws `validation_failed` for an account that it does not cover,
 * exactly as for an unknown one, and for an expiry that is past.
 */
export async function assertMayCreate(
  { database, serverNow }: TransactionDependencies,
  caller: Caller,
  { accountIds, expiresAt }: KeyRequest,
): Promise<void> {
  const now = serverNow();
  if (expiresAt !== undefined && expiresAt <= now)
    throw schemaError('expiresAt', 'not_in_the_future', { earliest: instantText(now, 'UTC') });
  if (accountIds === undefined) {
    assertUnlimited(caller);
    return;
  }
  const found = await database.models.accounts.find({ _id: { $in: [...accountIds] } }, { _id: 1 }).lean();
  const known = new Set(found.flatMap(({ _id }) => (covers(caller, _id) ? [_id] : [])));
  const unknown = accountIds.findIndex((id) => !known.has(id));
  if (unknown !== -1) throw schemaError(`accountIds[${unknown}]`, 'unknown_account');
}
