/** Searches the rules that responses and notices can cite. */
import { z } from 'zod';
import { isRuleId, RULE_IDS, type RuleId } from '../../domain/rules.ts';
import { statementOf } from '../../messages/rules/rules.ts';
import { cursorOf, placeIn } from '../../storage/paging/cursor.ts';
import type { Page, PageRequest } from '../../storage/paging/read-page.ts';

export interface RuleFilter extends PageRequest {
  /** Prefix of an id, with or without its section sign, or words of a statement in either language. */
  readonly query?: string | undefined;
}

const place = z.tuple([z.string().refine(isRuleId)]);

/** In order of the table. Throws `validation_failed` for a cursor of another list. */
export function listRules({ limit, cursor, query }: RuleFilter): Page<RuleId> {
  const following = cursor === undefined ? RULE_IDS : idsAfter(placeIn(cursor, place)[0]);
  const found = following.filter((id) => query === undefined || matches(id, query));
  const documents = found.slice(0, limit);
  const last = documents.at(-1);
  return {
    documents,
    nextCursor: found.length > limit && last !== undefined ? cursorOf([last]) : null,
  };
}

function idsAfter(last: string): readonly RuleId[] {
  return RULE_IDS.slice(RULE_IDS.findIndex((id) => id === last) + 1);
}

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
