/** The audit of accounts, orders and settings. */
import { listAudit } from '../../application/audit/list-audit.ts';
import type { auditRoutes } from '../../contracts/audit.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { auditView } from '../views/audit.ts';
import { pageView } from '../views/page.ts';

export function auditHandlers({ database }: HandlerDependencies): Handlers<typeof auditRoutes> {
  return {
    listAudit: async ({ query, caller }) => {
      const page = await listAudit(database, caller, query);
      return { status: 200, body: pageView(page, auditView) };
    },
  };
}
