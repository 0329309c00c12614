/** A value of a policy in words. */
import { formatCount } from '../format/count.ts';
import type { Language } from '../texts/texts.ts';
import type { OVERRIDE_TEXTS } from './override-texts.ts';
import type { OverrideName } from './overrides.ts';

type Words = (typeof OVERRIDE_TEXTS)[Language];

/** `24 hours`, `30, 7, 1 days before`, `No limit`, `The consortium`. */
export function overrideText(name: OverrideName, value: unknown, words: Words, language: Language): string {
  const withUnit = (text: string, isOne: boolean) =>
    name in words.units ? words.units[name as keyof Words['units']](text, isOne) : text;
  if (value === null) return words.unlimited;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return withUnit(formatCount(value, language), value === 1);
  if (Array.isArray(value)) return withUnit(value.join(language === 'zh' ? '、' : ', '), false);
  return typeof value === 'string' && value in words.choices
    ? words.choices[value as keyof Words['choices']]
    : JSON.stringify(value);
}
