/** Terms as sentences say them: `3 years`; `3 年`. */
import type { Localized } from '../json.ts';
import { formatInteger } from '../money.ts';
import type { Unit } from './catalogue.ts';
import type { TermUnit } from './fulfilment.ts';

export const TERM_UNITS: Readonly<Record<TermUnit, Unit>> = {
  year: { en: { one: 'year', many: 'years' }, zh: '年' },
  month: { en: { one: 'month', many: 'months' }, zh: '个月' },
};

/** The unit alone, as it stands behind "by the" and 按. */
export const TERM_UNIT_NAMES: Readonly<Record<TermUnit, Localized>> = {
  year: { en: 'year', zh: '年' },
  month: { en: 'month', zh: '月' },
};

/** How long: the count may be any number, since it may be what is wrong. */
export function termText(count: number, unit: TermUnit): Localized {
  const { en, zh } = TERM_UNITS[unit];
  const digits = Number.isInteger(count) ? formatInteger(count) : String(count);
  return { en: `${digits} ${count === 1 ? en.one : en.many}`, zh: `${digits} ${zh}` };
}
