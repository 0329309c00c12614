/** Searches the rules that responses and notices can cite: those that the product states, and those of product lines. */
import { z } from 'zod';
import type { Localized } from '../../domain/json.ts';
import { DomainError } from '../../domain/errors.ts';
import { RULE_IDS, type RuleId } from '../../domain/rules.ts';
import { sourceNameOf, statementOf } from '../../messages/rules/rules.ts';
import { cursorOf, placeIn } from '../../storage/paging/cursor.ts';
import type { Page, PageRequest } from '../../storage/paging/read-page.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';

export interface RuleFilter extends PageRequest {
  /** Prefix of an id, with or without its section sign, or words of a statement in either language. */
  readonly query?: string | undefined;
}

/** A rule in words. */
export interface StatedRule {
  readonly id: RuleId;
  readonly statement: Localized;
  /** Name of the document that it comes from. */
  readonly source: Localized;
}

type Rules = Pick<CatalogueVersions, 'publishedRules'>;

const STATED: readonly StatedRule[] = RULE_IDS.map((id) => ({
  id,
  statement: statementOf(id),
  source: sourceNameOf(id),
}));

/** In the order of the sources; rules of product lines last. Throws `validation_failed` for a cursor of another list. */
export async function listRules(
  catalogues: Rules,
  { limit, cursor, query }: RuleFilter,
): Promise<Page<StatedRule>> {
  const rules = await rulesOf(catalogues);
  const place = z.tuple([z.string().refine((id) => rules.some((rule) => rule.id === id))]);
  const following = cursor === undefined ? rules : rulesAfter(rules, placeIn(cursor, place)[0]);
  const found = following.filter((rule) => query === undefined || matches(rule, query));
  const documents = found.slice(0, limit);
  const last = documents.at(-1);
  return {
    documents,
    nextCursor: found.length > limit && last !== undefined ? cursorOf([last.id]) : null,
  };
}

/** Throws `not_found`. */
export async function readRule(catalogues: Rules, id: string): Promise<StatedRule> {
  const rules = await rulesOf(catalogues);
  const rule = rules.find((known) => known.id === id);
  if (rule === undefined) throw new DomainError('not_found', { kind: 'rule', id });
  return rule;
}

/** A rule that a line has stated differently over time stands as it was published last. */
async function rulesOf(catalogues: Rules): Promise<readonly StatedRule[]> {
  const rules = new Map<string, StatedRule>();
  for (const { source, statements } of await catalogues.publishedRules()) {
    for (const { id, statement } of statements) {
      if (!rules.has(id)) rules.set(id, { id, statement, source });
    }
  }
  return [...STATED, ...[...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1))];
}

function rulesAfter(rules: readonly StatedRule[], last: string): readonly StatedRule[] {
  return rules.slice(rules.findIndex(({ id }) => id === last) + 1);
}

function matches({ id, statement: { en, zh } }: StatedRule, query: string): boolean {
  const wanted = query.toLowerCase();
  const beginnings = [id.toLowerCase(), id.toLowerCase().replace('§', '')];
  return (
    beginnings.some((beginning) => beginning.startsWith(wanted)) ||
    en.toLowerCase().includes(wanted) ||
    zh.includes(query)
  );
}
