/** The rules that responses and notices can cite. */
import { listRules, readRule } from '../../application/rules/list-rules.ts';
import type { ruleRoutes } from '../../contracts/rules.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { pageView } from '../views/page.ts';
import { ruleView } from '../views/rules.ts';

export function ruleHandlers({
  catalogues,
}: Pick<HandlerDependencies, 'catalogues'>): Handlers<typeof ruleRoutes> {
  return {
    listRules: async ({ query, language }) => {
      const body = pageView(await listRules(catalogues, query), (rule) => ruleView(rule, language));
      return { status: 200, body };
    },

    getRule: async ({ params: { id }, language }) => ({
      status: 200,
      body: ruleView(await readRule(catalogues, id), language),
    }),
  };
}
