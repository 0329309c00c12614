/** The caller of a use case: an API key with its roles and the accounts that it may access (decisions D-01, D-02). */
import type { Role } from '../../contracts/roles.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';

export interface Caller {
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Accounts the key is limited to; null for all. */
  readonly accountIds: readonly AccountId[] | null;
  /** The session of a person who signed in with the key; absent for calls with the key itself. */
  readonly session?: CallerSession;
}

export interface CallerSession {
  readonly id: string;
  /** The same for all sessions of one person with one key. */
  readonly personId: string;
}

/** Who acts, as the audit names it: the session of a person, or the key. */
export function actorIdOf({ keyId, session }: Caller): string {
  return session?.id ?? keyId;
}

/** Within which an idempotency key means one request: the person of a session, or the key (decision D-04). */
export function idempotencyScopeOf({ keyId, session }: Caller): string {
  return session?.personId ?? keyId;
}

/** Throws `not_found` for an account that the key does not cover, exactly as for one that does not exist (decision D-01). */
export function assertCovers(caller: Caller, accountId: AccountId): void {
  if (!covers(caller, accountId)) throw new DomainError('not_found', { kind: 'account', id: accountId });
}

/** True if the caller may read and change records of the account. `null` stands for records without an account. */
export function covers({ accountIds }: Caller, accountId: AccountId | null): boolean {
  return accountIds === null || (accountId !== null && accountIds.includes(accountId));
}

/**
 * Returns the document that was found by an id. Throws the same `not_found` whether there is none or it belongs to an
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

/** True for a customer's own key. Such a key sees its own accounts and no internal details (decisions D-01, D-02). */
export function isCustomer({ roles }: Pick<Caller, 'roles'>): boolean {
  return roles.includes('customer');
}

/** Throws `customer_buys_online` if a customer chooses the offline channel or an offline payment. */
export function assertMayUse(caller: Caller, way: 'online' | 'offline'): void {
  if (way === 'offline' && isCustomer(caller)) throw new DomainError('customer_buys_online');
}

/** Throws `unlimited_key_required` for a key that is limited to certain accounts. Guards changes that affect all of them. */
export function assertUnlimited({ accountIds }: Caller): void {
  if (accountIds !== null) throw new DomainError('unlimited_key_required');
}

/** Audit types that only staff see: holds, releases, tasks and reads of a token. */
const INTERNAL_TYPES = /^order\.(?:held|released)$|^task\.|token/;

/** Matches the audit types that are hidden from the caller in timelines (decision D-02). Null if it sees all of them. */
export function typesHiddenFrom(caller: Caller): RegExp | null {
  return isCustomer(caller) ? INTERNAL_TYPES : null;
}
