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

/** Throws `account_forbidden` when the key is limited to other accounts. */
export function assertCovers(caller: Caller, accountId: string): void {
  if (!covers(caller, accountId)) throw new DomainError('account_forbidden', { accountId });
}

/** True when the caller may see and change things of the account. */
export function covers({ accountIds }: Caller, accountId: string): boolean {
  return accountIds === null || accountIds.includes(accountId);
}

/** Throws `account_forbidden` for a key that is limited to accounts, where a change concerns all of them. */
export function assertUnlimited({ accountIds }: Caller): void {
  if (accountIds !== null) throw new DomainError('account_forbidden', { accountIds: [...accountIds] });
}
