/** An account as responses show it. */
import type { AccountNow } from '../../application/accounts/list-accounts.ts';
import type { Account } from '../../contracts/accounts.ts';

export function accountView({ account, now }: AccountNow): Account {
  const { _id, name, country, timeZone, salesTeam, sandbox, createdAt, state, defaultStorageYears } = account;
  return { id: _id, name, country, timeZone, salesTeam, sandbox, now, createdAt, state, defaultStorageYears };
}
