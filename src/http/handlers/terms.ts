/** Terms of an account with the cover that they give now, and terms of all accounts. */
import { readAccountClock } from '../../application/accounts/read-account.ts';
import { listAllTerms, listTerms } from '../../application/entitlements/terms/list-terms.ts';
import type { termRoutes } from '../../contracts/terms.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { pageView } from '../views/page.ts';
import { coverView, termView } from '../views/terms.ts';

export function termHandlers(dependencies: HandlerDependencies): Handlers<typeof termRoutes> {
  const { database, serverNow } = dependencies;
  return {
    listTerms: async ({ params: { id }, query, caller }) => {
      const { frozenAt } = await readAccountClock(database, caller, id);
      const account = { accountId: id, now: frozenAt ?? serverNow() };
      const { cover, ...page } = await listTerms(database, account, query);
      const body = { ...pageView(page, termView), ...(cover && { cover: cover.map(coverView) }) };
      return { status: 200, body, ...timeOf({ frozenAt }) };
    },

    listAllTerms: async ({ query, caller }) => {
      const page = await listAllTerms(dependencies, caller, query);
      return { status: 200, body: pageView(page, termView) };
    },
  };
}
