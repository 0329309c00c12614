/** Fills the `{name}` placeholders of a text from facts. */
import type { Language, Localized } from '../domain/json.ts';

const PLACE = /\{(\w+)\}/g;

/** Lists are joined by commas. A placeholder without a fact is replaced by its name, without braces. */
export function fillText(text: string, facts: Readonly<Record<string, unknown>>): string {
  return text.replace(PLACE, (_place, name: string) => wordOf(facts[name]) ?? name);
}

/** Fills a text in both languages. `facts` may differ by language. */
export function fillBoth(
  text: Localized,
  facts: (language: Language) => Readonly<Record<string, unknown>>,
): Localized {
  return { en: fillText(text.en, facts('en')), zh: closedUp(fillText(text.zh, facts('zh'))) };
}

/** Removes spaces between Chinese words; Latin words and digits remain separated by a space. */
export function closedUp(text: string): string {
  return text.replace(/(?<=[\u4e00-\u9fff）]) +(?=[\u4e00-\u9fff（])/g, '');
}

function wordOf(fact: unknown): string | undefined {
  if (typeof fact === 'string') return fact;
  if (typeof fact === 'number' || typeof fact === 'boolean') return String(fact);
  if (Array.isArray(fact)) return fact.map((entry) => wordOf(entry) ?? '').join(', ');
  return undefined;
}
