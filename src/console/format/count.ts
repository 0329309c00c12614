/** Counts for people: `125,000`; `12.5 万`. With a unit: `125,000 inspections`; `12.5 万例次`. */
import type { Language } from '../texts/texts.ts';

const TEN_THOUSAND = 10_000;

/** The words of a unit. */
export interface UnitWords {
  readonly en: { readonly one: string; readonly many: string };
  readonly zh: string;
}

/** A count. Chinese counts in units of ten thousand where that is exact with two decimals. */
export function formatCount(count: number, language: Language): string {
  return language === 'zh' && isInTenThousands(count) ? `${count / TEN_THOUSAND} 万` : grouped(count);
}

/** A count with its unit: `1 inspection`; `950 例次`, `12.5 万例次`. */
export function formatUnits(count: number, unit: UnitWords, language: Language): string {
  if (language === 'en') return `${grouped(count)} ${Math.abs(count) === 1 ? unit.en.one : unit.en.many}`;
  return isInTenThousands(count) ? `${count / TEN_THOUSAND} 万${unit.zh}` : `${grouped(count)} ${unit.zh}`;
}

function isInTenThousands(count: number): boolean {
  return Math.abs(count) >= TEN_THOUSAND && count % 100 === 0;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
