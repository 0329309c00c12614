/** Capabilities: what an account, or one of its organizations, may do now. */
import { assertCovers } from '../../application/access/caller.ts';
import { readCapabilities } from '../../application/usages/read-capabilities.ts';
import type { capabilityRoutes } from '../../contracts/capabilities.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { capabilityView } from '../views/capabilities.ts';

export function capabilityHandlers(dependencies: HandlerDependencies): Handlers<typeof capabilityRoutes> {
  return {
    getCapabilities: async ({ params: { id }, query: { organizationId }, caller, language }) => {
      assertCovers(caller, id);
      const question = { accountId: id, organizationId, language };
      const { decisions, catalogue, ledger } = await readCapabilities(dependencies, question);
      const wording = { language, catalogue, timeZone: ledger.timeZone };
      const items = decisions.map((decision) => capabilityView(decision, wording));
      return { status: 200, body: { items }, ...timeOf(ledger) };
    },
  };
}
