/** Organizations of an account. */
import type { organizationRoutes } from '../../contracts/organizations.ts';
import { DomainError } from '../../domain/refusals.ts';
import { once } from '../../persistence/idempotency.ts';
import type { OrganizationDocument } from '../../persistence/models/account.ts';
import type { UnitOfWork } from '../../persistence/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { accountSubject, readAccount, timeOf } from '../account-subject.ts';
import type { Handlers } from '../handler.ts';
import { actorOf, type HandlerDependencies } from '../handler-dependencies.ts';
import { readPage } from '../read-page.ts';
import { organizationView } from '../views/account.ts';

export function organizationHandlers(dependencies: HandlerDependencies): Handlers<typeof organizationRoutes> {
  const { database } = dependencies;
  const { organizations } = database.models;
  return {
    createOrganization: {
      subject: accountSubject(database),
      handle: async (request) => {
        const accountId = request.params.id;
        const { name, consortiumId, externalId } = request.body;
        const { body, replayed } = await once(
          dependencies,
          request.idempotency,
          actorOf(request),
          async (unit) => {
            if (consortiumId !== undefined) await assertConsortium(unit, accountId, consortiumId);
            const organization: OrganizationDocument = {
              _id: newId('org'),
              accountId,
              name,
              consortiumId: consortiumId ?? null,
              externalId: externalId ?? null,
              createdAt: await unit.accountNow(accountId),
            };
            await organizations.insertMany([organization], { session: unit.session });
            unit.audit({
              type: 'organization.created',
              at: organization.createdAt,
              accountId,
              after: { id: organization._id, name, consortiumId: organization.consortiumId },
            });
            return { status: 201, body: organizationView(organization) };
          },
        );
        return { status: 201, body, replayed };
      },
    },

    listOrganizations: async ({ params: { id }, query, caller }) => {
      const subject = await readAccount(database, caller, id);
      const { documents, nextCursor } = await readPage(
        organizations,
        { match: { accountId: id }, sort: { _id: -1 } },
        query,
      );
      return {
        status: 200,
        body: { items: documents.map(organizationView), nextCursor },
        ...timeOf(subject),
      };
    },
  };
}

async function assertConsortium(unit: UnitOfWork, accountId: string, consortiumId: string): Promise<void> {
  const found = await unit.database.models.consortia
    .findOne({ _id: consortiumId, accountId }, { _id: 1 })
    .session(unit.session)
    .lean();
  if (found === null) throw new DomainError('not_found', { kind: 'consortium', id: consortiumId });
}
