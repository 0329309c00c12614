/** Organizations of an account. */
import { changeOrganization } from '../../application/accounts/change-organization.ts';
import { createOrganization } from '../../application/accounts/create-organization.ts';
import { listOrganizations } from '../../application/accounts/list-accounts.ts';
import { findOrganization, readAccountClock } from '../../application/accounts/read-account.ts';
import type { organizationRoutes } from '../../contracts/organizations.ts';
import { accountTime, loadAccount, loadResource, timeOf } from '../pipeline/account-time.ts';
import { idempotently, inTransaction } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { organizationView } from '../views/organizations.ts';
import { pageView } from '../views/page.ts';

export function organizationHandlers(dependencies: HandlerDependencies): Handlers<typeof organizationRoutes> {
  const { database } = dependencies;
  return {
    createOrganization: {
      load: loadAccount(database),
      handle: (request) =>
        idempotently(dependencies, request, 201, async (unit) =>
          organizationView(await createOrganization(unit, request.params.id, request.body)),
        ),
    },

    changeOrganization: {
      load: loadResource(database, findOrganization),
      handle: async (request) => {
        const { params, caller, body } = request;
        const organization = await findOrganization(database, caller, params.id);
        const changed = await inTransaction(dependencies, request, (unit) =>
          changeOrganization(unit, organization, body),
        );
        const time = await accountTime(database, organization.accountId);
        return { status: 200, body: organizationView(changed), ...time };
      },
    },

    listOrganizations: async ({ params: { id }, query, caller }) => {
      const clock = await readAccountClock(database, caller, id);
      const page = await listOrganizations(database, id, query);
      return { status: 200, body: pageView(page, organizationView), ...timeOf(clock) };
    },
  };
}
