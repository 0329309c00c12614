/** Who calls: the API key behind a request, its roles, and the accounts it is limited to. */
import type { Role } from '../contracts/roles.ts';
import { DomainError } from '../domain/refusals.ts';

export interface Caller {
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Accounts the key is limited to; null for all. */
  readonly accountIds: readonly string[] | null;
}

/** Finds the caller of a key; null when the key is unknown or revoked. */
export type Authenticate = (key: string) => Promise<Caller | null> | Caller | null;

/**
 * Throws `not_found` when the key is limited to other accounts. `named` is what the caller asked for, so that a thing of
 * another account is refused in the very words of one that does not exist (decision D-01).
 */
export function assertCovers(
  caller: Caller,
  accountId: string,
  named: { readonly kind: string; readonly id: string } = { kind: 'account', id: accountId },
): void {
  if (!covers(caller, accountId)) throw new DomainError('not_found', { ...named });
}

/** True when the caller may see and change things of the account. */
export function covers({ accountIds }: Caller, accountId: string): boolean {
  return accountIds === null || accountIds.includes(accountId);
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
