/** The overview of an account. */
import { readOverview } from '../../application/overview/read-overview.ts';
import { ConsumptionRates } from '../../application/usages/consumption-rates.ts';
import type { overviewRoutes } from '../../contracts/overview.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { overviewView } from '../views/overview.ts';

export function overviewHandlers(dependencies: HandlerDependencies): Handlers<typeof overviewRoutes> {
  const { workflowUrl, database } = dependencies;
  const rates = new ConsumptionRates(database);
  return {
    getOverview: async ({ params: { id }, query: { organizationId }, caller, language }) => {
      const question = { accountId: id, organizationId, language };
      const found = await readOverview({ ...dependencies, rates }, caller, question);
      const body = overviewView(found, { caller, language, workflowUrl });
      return { status: 200, body, ...timeOf(found.ledger) };
    },
  };
}
