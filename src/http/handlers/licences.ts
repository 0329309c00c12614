/** Licences of an account with what is activated for one of its organizations, and licences of all accounts. */
import { readAccountClock } from '../../application/accounts/read-account.ts';
import { listAllLicences, listLicences } from '../../application/entitlements/licences/list-licences.ts';
import type { licenceRoutes } from '../../contracts/licences.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { licenceView } from '../views/licences.ts';
import { pageView } from '../views/page.ts';

export function licenceHandlers(dependencies: HandlerDependencies): Handlers<typeof licenceRoutes> {
  const { database, serverNow, catalogues } = dependencies;
  return {
    listLicences: async ({ params: { id }, query, caller }) => {
      const { frozenAt } = await readAccountClock(database, caller, id);
      const account = { accountId: id, now: frozenAt ?? serverNow() };
      const { features, ...page } = await listLicences(database, catalogues, account, query);
      const body = { ...pageView(page, licenceView), ...features };
      return { status: 200, body, ...timeOf({ frozenAt }) };
    },

    listAllLicences: async ({ query, caller }) => {
      const page = await listAllLicences(dependencies, caller, query);
      return { status: 200, body: pageView(page, licenceView) };
    },
  };
}
