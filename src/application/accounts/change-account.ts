/**
 * Corrects an account (D-05). Only the given fields are written, so that concurrent corrections do not overwrite each
 * other.
 */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { differencesOf } from './differences.ts';

export interface AccountChange {
  readonly name?: string | undefined;
  readonly salesTeam?: string | undefined;
  /** Null clears it: later usage then has no default storage term. */
  readonly defaultStorageYears?: number | null | undefined;
}

/** Returns the changed account. Throws `not_found`. A correction that changes nothing is not audited. */
export async function changeAccount(
  unit: UnitOfWork,
  accountId: AccountId,
  { name, salesTeam, defaultStorageYears }: AccountChange,
): Promise<AccountDocument> {
  const { accounts } = unit.database.models;
  const named = {
    ...(name === undefined ? {} : { name, nameKey: name.toLowerCase() }),
    ...(salesTeam === undefined ? {} : { salesTeam }),
    ...(defaultStorageYears === undefined ? {} : { defaultStorageYears }),
  };
  const before = await accounts
    .findOneAndUpdate(
      { _id: accountId },
      { $set: named },
      { session: unit.session, returnDocument: 'before' },
    )
    .lean();
  if (before === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  const after = { ...before, ...named };
  const changed = differencesOf(before, after, ['name', 'salesTeam', 'defaultStorageYears']);
  if (changed !== null)
    unit.audit({ type: 'account.changed', at: await unit.accountNow(accountId), accountId, ...changed });
  return after;
}
