/** Builds violations from tables of wordings: `{name}` is filled from facts, in both languages. */
import type { Language, Localized } from './json.ts';
import { formatInteger } from './money.ts';
import type { Violation } from './errors.ts';
import type { RuleId } from './rules.ts';

/** What is wrong, and what the caller can do about it. */
export interface Wording {
  readonly message: Localized;
  readonly remedy: Localized;
}

/** A string is inserted unchanged, a localized text by language, a whole number with thousands separators. */
export type Fact = string | number | Localized;
export type Facts = Readonly<Record<string, Fact>>;

export function entryOf(
  { message, remedy }: Wording,
  at: { readonly path: string; readonly code: string; readonly rule?: RuleId },
  facts: Facts,
): Violation {
  return { ...at, message: filledOf(message, facts), remedy: filledOf(remedy, facts) };
}

/** A text with its placeholders filled, in both languages. */
export function filledOf(text: Localized, facts: Facts): Localized {
  return { en: filled(text.en, facts, 'en'), zh: closedUp(filled(text.zh, facts, 'zh')) };
}

/** Removes spaces between Chinese words; Latin words and digits remain separated by a space. */
export function closedUp(text: string): string {
  return text.replace(/(?<=[\u4e00-\u9fff）]) +(?=[\u4e00-\u9fff（])/g, '');
}

function filled(text: string, facts: Facts, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return place;
    if (typeof fact === 'number') return Number.isInteger(fact) ? formatInteger(fact) : String(fact);
    return typeof fact === 'string' ? fact : fact[language];
  });
}
