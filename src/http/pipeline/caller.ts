/** Who calls: the API key behind a request, its roles, and the accounts it is limited to. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Role } from '../../contracts/roles.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';

export interface Caller {
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Accounts the key is limited to; null for all. */
  readonly accountIds: readonly AccountId[] | null;
}

/** Finds the caller of a key; null when the key is unknown or revoked. */
export type Authenticate = (key: string) => Promise<Caller | null> | Caller | null;

/** True for a key that was found before, without a look at the database: it may have been revoked since. */
export type IsKnownKey = (key: string) => boolean;

const BEARER = /^Bearer +([\x21-\x7e]+) *$/i;

/** The key that a request carries, whether or not it is one. */
export function bearerOf(request: { readonly headers: IncomingHttpHeaders }): string | undefined {
  return BEARER.exec(request.headers.authorization ?? '')?.[1];
}

/** Throws `not_found` when the key is limited to other accounts, as for an account that does not exist (decision D-01). */
export function assertCovers(caller: Caller, accountId: AccountId): void {
  if (!covers(caller, accountId)) throw new DomainError('not_found', { kind: 'account', id: accountId });
}

/** True when the caller may see and change things of the account; null stands for things of no account. */
export function covers({ accountIds }: Caller, accountId: AccountId | null): boolean {
  return accountIds === null || (accountId !== null && accountIds.includes(accountId));
}

/**
 * The document that an id names. Throws `not_found` where there is none, and in the very same words where it belongs to an
 * account that the key does not cover (decision D-01).
 */
export function visibleTo<Document extends { readonly accountId: AccountId | null }>(
  caller: Caller,
  document: Document | null,
  named: { readonly kind: string; readonly id: string },
): Document {
  if (document === null || !covers(caller, document.accountId))
    throw new DomainError('not_found', { ...named });
  return document;
}

/** True when a customer calls: it acts for itself, and sees what concerns it and no more (decisions D-01, D-02). */
export function isCustomer({ roles }: Pick<Caller, 'roles'>): boolean {
  return roles.includes('customer');
}

/** Throws `customer_buys_online` for a customer that names the other channel or method. */
export function assertMayUse(caller: Caller, way: 'online' | 'offline'): void {
  if (way === 'offline' && isCustomer(caller)) throw new DomainError('customer_buys_online');
}

/** Throws `unlimited_key_required` for a key that is limited to accounts, where a change concerns all of them. */
export function assertUnlimited({ accountIds }: Caller): void {
  if (accountIds !== null) throw new DomainError('unlimited_key_required');
}

/** Holds and their release, tasks, and reads of a token. */
const OF_STAFF = /^order\.(?:held|released)$|^task\.|token/;

/** The types of timelines that a caller does not see (decision D-02); null where it sees all. */
export function typesHiddenFrom(caller: Caller): RegExp | null {
  return isCustomer(caller) ? OF_STAFF : null;
}
