/** A value of a policy in words. */
import { formatCount } from '../format/count.ts';
import type { Language } from '../texts/texts.ts';
import type { OVERRIDE_TEXTS } from './override-texts.ts';
import type { OverrideName } from './overrides.ts';

type Words = (typeof OVERRIDE_TEXTS)[Language];

/** `24 hours`, `30, 7, 1 days`, `No limit`, `The consortium`. */
export function overrideText(name: OverrideName, value: unknown, words: Words, language: Language): string {
  const unit = name in words.units ? ` ${words.units[name as keyof Words['units']]}` : '';
  if (value === null) return words.unlimited;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return `${formatCount(value, language)}${unit}`;
  if (Array.isArray(value)) return `${value.join(language === 'zh' ? '、' : ', ')}${unit}`;
  return typeof value === 'string' && value in words.choices
    ? words.choices[value as keyof Words['choices']]
    : JSON.stringify(value);
}
