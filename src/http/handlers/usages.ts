/** Usages: posted one by one or in batches, read with an explanation, and reversed by operators. */
import { explainUsage } from '../../application/usages/explain-usages.ts';
import {
  postUsage,
  postUsages,
  type NewUsage,
  type UsagePostingDependencies,
} from '../../application/usages/post-usage.ts';
import { findUsage, listUsages } from '../../application/usages/read-usages.ts';
import { reverseUsage } from '../../application/usages/reverse-usage.ts';
import { postUsageBody, type usageRoutes } from '../../contracts/usages.ts';
import { accountTime, loadResource } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { schemaErrors } from '../problem/schema-errors.ts';
import { pageView } from '../views/page.ts';
import { batchResultView, explainedUsageView, usageView } from '../views/usages.ts';

export interface UsageHandlerDependencies extends HandlerDependencies, UsagePostingDependencies {}

export function usageHandlers(dependencies: UsageHandlerDependencies): Handlers<typeof usageRoutes> {
  const { database, catalogues } = dependencies;
  return {
    postUsage: async ({ body, idempotency, ...sender }) => {
      const { usage, replayed, sandbox } = await postUsage(dependencies, idempotency.key, body, sender);
      const time = sandbox ? { serverNow: usage.at } : {};
      return { status: 201, body: usageView(usage), replayed, ...time };
    },

    postUsageBatch: async ({ body, ...sender }) => {
      const batch = body.usages.map((usage) => ({ key: usage.key, read: () => usageIn(usage) }));
      const results = await postUsages(dependencies, batch, sender);
      const { requestId, language } = sender;
      const context = { requestId, language, catalogue: catalogues.known };
      const views = results.map((result) => batchResultView(result, context));
      return { status: 200, body: { results: views } };
    },

    listUsages: async ({ query, caller }) => {
      const page = await listUsages(database, caller, query);
      return { status: 200, body: pageView(page, explainedUsageView) };
    },

    getUsage: async ({ params: { id }, caller }) => {
      const usage = await findUsage(database, caller, id);
      const body = explainedUsageView(await explainUsage(database, usage));
      return { status: 200, body, ...(await accountTime(database, usage.accountId)) };
    },

    reverseUsage: {
      load: loadResource(database, findUsage),
      handle: async (request) => {
        const { params, body, caller } = request;
        const { accountId } = await findUsage(database, caller, params.id);
        const response = await idempotently(dependencies, request, 201, async (unit) => {
          const usage = await reverseUsage(unit, { usageId: params.id, reason: body.reason });
          return explainedUsageView(await explainUsage(database, usage));
        });
        return { ...response, ...(await accountTime(database, accountId)) };
      },
    },
  };
}

/** Checks one usage of a batch by itself. Throws `validation_failed`. */
function usageIn({ key: _key, ...usage }: { readonly key: string }): NewUsage {
  const parsed = postUsageBody.safeParse(usage);
  if (!parsed.success) throw schemaErrors(parsed.error, usage);
  return parsed.data;
}
