/** An organization as responses show it. */
import type { Organization } from '../../contracts/organizations.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';

export function organizationView(organization: OrganizationDocument): Organization {
  const { _id, accountId, name, consortiumId, externalId, createdAt } = organization;
  return { id: _id, accountId, name, consortiumId, externalId, createdAt };
}
