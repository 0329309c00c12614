/** Accounts, consortia and organizations as answers show them. */
import type { Account } from '../../contracts/accounts.ts';
import type { Consortium } from '../../contracts/consortia.ts';
import type { Organization } from '../../contracts/organizations.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { ConsortiumDocument } from '../../storage/collections/consortia.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';

/** `now` is account time. */
export function accountView(
  {
    _id,
    name,
    country,
    timeZone,
    salesTeam,
    sandbox,
    createdAt,
    state,
    defaultStorageYears,
  }: AccountDocument,
  now: Instant,
): Account {
  return { id: _id, name, country, timeZone, salesTeam, sandbox, now, createdAt, state, defaultStorageYears };
}

export function consortiumView({ _id, accountId, name, createdAt }: ConsortiumDocument): Consortium {
  return { id: _id, accountId, name, createdAt };
}

export function organizationView({
  _id,
  accountId,
  name,
  consortiumId,
  externalId,
  createdAt,
}: OrganizationDocument): Organization {
  return { id: _id, accountId, name, consortiumId, externalId, createdAt };
}
