/** Creates an organization of an account, alone or within one of the account's consortia. */
import type { AccountId, ConsortiumId } from '../../domain/ids.ts';
import { newId } from '../../infra/ids.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import { sandboxesAmong } from '../../storage/account-facts.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { assertConsortium } from './assert-consortium.ts';

export interface NewOrganization {
  readonly name: string;
  readonly consortiumId?: ConsortiumId | undefined;
  /** The id that the customer uses for it. */
  readonly externalId?: string | undefined;
}

/** Throws `not_found` if the consortium does not exist or belongs to another account. */
export async function createOrganization(
  unit: UnitOfWork,
  accountId: AccountId,
  { name, consortiumId, externalId }: NewOrganization,
): Promise<OrganizationDocument> {
  if (consortiumId !== undefined) await assertConsortium(unit, accountId, consortiumId);
  const sandboxes = await sandboxesAmong(unit.database, [accountId], unit.session);
  const organization: OrganizationDocument = {
    _id: newId('org'),
    accountId,
    sandbox: sandboxes.has(accountId),
    name,
    nameKey: name.toLowerCase(),
    consortiumId: consortiumId ?? null,
    externalId: externalId ?? null,
    createdAt: await unit.accountNow(accountId),
  };
  await unit.database.models.organizations.insertMany([organization], { session: unit.session });
  unit.audit({
    type: 'organization.created',
    at: organization.createdAt,
    accountId,
    after: { id: organization._id, name, consortiumId: organization.consortiumId },
  });
  return organization;
}
