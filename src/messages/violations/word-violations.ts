/** Words what checks found: fills the sentences of a table from facts, in both languages. */
import type { Violation } from '../../domain/errors.ts';
import type { Fact, Facts, FoundViolation } from '../../domain/found-violation.ts';
import type { Language, Localized } from '../../domain/json.ts';
import { formatInteger } from '../../domain/money.ts';
import { closedUp } from '../fill-text.ts';
import { formatDate } from '../format.ts';
import type { ViolationText } from './violation-text.ts';

/** The entries of `errors` for these violations. A table without sentences for one of their keys does not compile. */
export function wordViolations<Key extends string>(
  texts: Readonly<Record<Key, ViolationText>>,
  found: readonly FoundViolation<NoInfer<Key>>[],
): Violation[] {
  return found.map(({ key, path, code, rule, facts }) => ({
    path,
    code,
    ...(rule === undefined ? {} : { rule }),
    message: fillFacts(texts[key].message, facts),
    remedy: fillFacts(texts[key].remedy, facts),
  }));
}

/** A text with its placeholders filled. One without a fact stays as it is. */
export function fillFacts(text: Localized, facts: Facts): Localized {
  return { en: filled(text.en, facts, 'en'), zh: closedUp(filled(text.zh, facts, 'zh')) };
}

function filled(text: string, facts: Facts, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const fact = facts[name];
    return fact === undefined ? place : wordsOf(fact, language);
  });
}

function wordsOf(fact: Fact, language: Language): string {
  if (typeof fact === 'string') return fact;
  if (typeof fact === 'number') return Number.isInteger(fact) ? formatInteger(fact) : String(fact);
  if ('date' in fact) return formatDate(fact.date, language);
  if ('anyOf' in fact) return fact.anyOf.map(formatInteger).join(language === 'zh' ? ' 或 ' : ' or ');
  if ('names' in fact) return fact.names.map((name) => name[language]).join(language === 'zh' ? '、' : ', ');
  return fact[language];
}
