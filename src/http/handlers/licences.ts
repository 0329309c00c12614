/** Licences of an account, and the features that are activated for one of its organizations. */
import { readAccount } from '../../application/accounts/read-account.ts';
import { readLicences } from '../../application/entitlements/licences/read-licences.ts';
import type { licenceRoutes } from '../../contracts/licences.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { licenceView } from '../views/licences.ts';

export function licenceHandlers(dependencies: HandlerDependencies): Handlers<typeof licenceRoutes> {
  const { database, serverNow, catalogues } = dependencies;
  return {
    listLicences: async ({ params: { id }, query: { organizationId }, caller }) => {
      const { frozenAt } = await readAccount(database, caller, id);
      const now = frozenAt ?? serverNow();
      const question = { accountId: id, organizationId, now };
      const { licences, ...features } = await readLicences(database, catalogues, question);
      const items = licences.map((licence) => licenceView(licence, now));
      return { status: 200, body: { items, ...features }, ...timeOf({ frozenAt }) };
    },
  };
}
