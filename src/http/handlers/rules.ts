/** The rules that responses and notices can cite. */
import { listRules } from '../../application/rules/list-rules.ts';
import type { ruleRoutes } from '../../contracts/rules.ts';
import { DomainError } from '../../domain/errors.ts';
import { isRuleId } from '../../domain/rules.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { pageView } from '../views/page.ts';
import { ruleView } from '../views/rules.ts';

export function ruleHandlers(): Handlers<typeof ruleRoutes> {
  return {
    listRules: ({ query, language }) => {
      const body = pageView(listRules(query), (id) => ruleView(id, language));
      return Promise.resolve({ status: 200, body });
    },

    getRule: ({ params: { id }, language }) => {
      if (!isRuleId(id)) throw new DomainError('not_found', { kind: 'rule', id });
      return Promise.resolve({ status: 200, body: ruleView(id, language) });
    },
  };
}
