/** Terms of an account, and the cover that they give now. */
import { readAccount } from '../../application/accounts/read-account.ts';
import { readTerms } from '../../application/entitlements/terms/read-terms.ts';
import type { termRoutes } from '../../contracts/terms.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { termsView } from '../views/terms.ts';

export function termHandlers({ database, serverNow }: HandlerDependencies): Handlers<typeof termRoutes> {
  return {
    listTerms: async ({ params: { id }, query: { organizationId }, caller }) => {
      const { frozenAt } = await readAccount(database, caller, id);
      const now = frozenAt ?? serverNow();
      const terms = await readTerms(database, { accountId: id, organizationId, now });
      return { status: 200, body: termsView(terms, now), ...timeOf({ frozenAt }) };
    },
  };
}
