/** The rules that can be cited, from the tables of texts. */
import { z } from 'zod';
import type { Rule, ruleRoutes } from '../../contracts/rules.ts';
import type { Language } from '../../domain/json.ts';
import { DomainError } from '../../domain/errors.ts';
import { isRuleId, RULE_IDS, type RuleId } from '../../domain/rules.ts';
import { sourceNameOf, statementOf } from '../../messages/rules/rules.ts';
import { cursorOf, placeIn } from '../../storage/paging/cursor.ts';
import type { Handlers } from '../pipeline/handler.ts';

const place = z.tuple([z.string().refine(isRuleId)]);

export function ruleHandlers(): Handlers<typeof ruleRoutes> {
  return {
    listRules: ({ query: { limit, cursor, query }, language }) => {
      const behind = cursor === undefined ? RULE_IDS : idsAfter(placeIn(cursor, place)[0]);
      const found = behind.filter((id) => query === undefined || matches(id, query));
      const page = found.slice(0, limit);
      const end = page.at(-1);
      const nextCursor = found.length > limit && end !== undefined ? cursorOf([end]) : null;
      const items = page.map((id) => ruleView(id, language));
      return Promise.resolve({ status: 200, body: { items, nextCursor } });
    },

    getRule: ({ params: { id }, language }) => {
      if (!isRuleId(id)) throw new DomainError('not_found', { kind: 'rule', id });
      return Promise.resolve({ status: 200, body: ruleView(id, language) });
    },
  };
}

function idsAfter(last: string): readonly RuleId[] {
  return RULE_IDS.slice(RULE_IDS.findIndex((id) => id === last) + 1);
}

/** An id that begins so, with or without its section sign, or a statement with these words. */
function matches(id: RuleId, query: string): boolean {
  const wanted = query.toLowerCase();
  const { en, zh } = statementOf(id);
  const beginnings = [id.toLowerCase(), id.toLowerCase().replace('§', '')];
  return (
    beginnings.some((beginning) => beginning.startsWith(wanted)) ||
    en.toLowerCase().includes(wanted) ||
    zh.includes(query)
  );
}

function ruleView(id: RuleId, language: Language): Rule {
  return { id, statement: { ...statementOf(id) }, source: sourceNameOf(id)[language] };
}
