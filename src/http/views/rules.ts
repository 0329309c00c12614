/** A rule as responses show it. */
import type { Rule } from '../../contracts/rules.ts';
import type { Language } from '../../domain/json.ts';
import type { RuleId } from '../../domain/rules.ts';
import { sourceNameOf, statementOf } from '../../messages/rules/rules.ts';

export function ruleView(id: RuleId, language: Language): Rule {
  return { id, statement: { ...statementOf(id) }, source: sourceNameOf(id)[language] };
}
