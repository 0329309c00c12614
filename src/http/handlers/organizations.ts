/** Organizations of an account. */
import type { organizationRoutes } from '../../contracts/organizations.ts';
import { assertConsortium } from '../../application/accounts/assert-consortium.ts';
import { changeOrganization } from '../../application/accounts/change-organization.ts';
import { once } from '../../storage/idempotency.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import { transact } from '../../storage/unit-of-work.ts';
import { newId } from '../../infra/ids.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { loadAccount, accountTime, timeOf } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import { organizationView } from '../views/account.ts';

export function organizationHandlers(dependencies: HandlerDependencies): Handlers<typeof organizationRoutes> {
  const { database } = dependencies;
  const { organizations } = database.models;
  const find = async ({ params: { id }, caller }: { params: { id: string }; caller: Caller }) =>
    visibleTo(caller, await organizations.findById(id).lean(), { kind: 'organization', id });

  return {
    createOrganization: {
      load: loadAccount(database),
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

    changeOrganization: {
      load: async (request) => accountTime(database, (await find(request)).accountId),
      handle: async (request) => {
        const organization = await find(request);
        const changed = await transact(dependencies, actorOf(request), (unit) =>
          changeOrganization(unit, organization, request.body),
        );
        return {
          status: 200,
          body: organizationView(changed),
          ...(await accountTime(database, organization.accountId)),
        };
      },
    },

    listOrganizations: async ({ params: { id }, query, caller }) => {
      const subject = await readAccount(database, caller, id);
      const { documents, nextCursor } = await readPage(
        organizations,
        { scopes: [{ accountId: id }], sort: { _id: -1 } },
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
