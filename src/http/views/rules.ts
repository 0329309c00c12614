/** A rule as responses show it. */
import type { StatedRule } from '../../application/rules/list-rules.ts';
import type { Rule } from '../../contracts/rules.ts';
import type { Language } from '../../domain/json.ts';

export function ruleView({ id, statement, source }: StatedRule, language: Language): Rule {
  return { id, statement: { ...statement }, source: source[language] };
}
