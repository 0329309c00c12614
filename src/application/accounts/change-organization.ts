/**
 * Corrects an organization (D-05). Only the given fields are written, so that concurrent corrections do not overwrite
 * each other.
 */
import { DomainError } from '../../domain/errors.ts';
import type { ConsortiumId } from '../../domain/ids.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { assertConsortium } from './assert-consortium.ts';
import { differencesOf } from './differences.ts';

export interface OrganizationChange {
  readonly name?: string | undefined;
  /** Null removes it from its consortium, whose licences then no longer apply to it. */
  readonly consortiumId?: ConsortiumId | null | undefined;
  readonly externalId?: string | null | undefined;
}

/** Returns the changed organization. Throws `not_found`, also for a consortium of another account. */
export async function changeOrganization(
  unit: UnitOfWork,
  { _id, accountId }: Pick<OrganizationDocument, '_id' | 'accountId'>,
  { name, consortiumId, externalId }: OrganizationChange,
): Promise<OrganizationDocument> {
  if (typeof consortiumId === 'string') await assertConsortium(unit, accountId, consortiumId);
  const named = {
    ...(name === undefined ? {} : { name, nameKey: name.toLowerCase() }),
    ...(consortiumId === undefined ? {} : { consortiumId }),
    ...(externalId === undefined ? {} : { externalId }),
  };
  const before = await unit.database.models.organizations
    .findOneAndUpdate({ _id }, { $set: named }, { session: unit.session, returnDocument: 'before' })
    .lean();
  if (before === null) throw new DomainError('not_found', { kind: 'organization', id: _id });
  const after = { ...before, ...named };
  const changed = differencesOf(before, after, ['name', 'consortiumId', 'externalId']);
  if (changed !== null) {
    unit.audit({
      type: 'organization.changed',
      at: await unit.accountNow(accountId),
      accountId,
      facts: { organizationId: _id },
      ...changed,
    });
  }
  return after;
}
