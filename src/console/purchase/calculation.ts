/** How the amount of a line comes about: `10,000 inspections × US$1.20 per inspection = US$12,000.00`. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { formatUnits, type UnitWords } from '../format/count.ts';
import { formatMoney, type Money } from '../format/money.ts';
import type { Language } from '../texts/texts.ts';

type Term = Schemas['TermInput'];
type UnitPrice = Money & { readonly perQuantity: number };

/** The words of prices, in the language that is shown. */
export interface PriceWords {
  readonly perUnit: (price: string, unit: string) => string;
  readonly perYear: (price: string) => string;
  readonly perMonth: (price: string) => string;
  readonly calculation: (factors: string, amount: string) => string;
  readonly years: (count: number) => string;
  readonly months: (count: number) => string;
}

export interface PricedLine {
  readonly quantity: number;
  readonly unitPrice: UnitPrice | null;
  readonly term: Term | null;
  readonly amount: Money | null;
}

/** Null while a line has no price. */
export function calculationOf(
  { quantity, unitPrice, term, amount }: PricedLine,
  unit: UnitWords,
  language: Language,
  words: PriceWords,
): string | null {
  if (unitPrice === null || amount === null) return null;
  const factors = [
    formatUnits(quantity, unit, language),
    priceOf(unitPrice, unit, term?.unit ?? null, language, words),
  ];
  if (term !== null) factors.push(term.unit === 'year' ? words.years(term.count) : words.months(term.count));
  return words.calculation(factors.join(' × '), formatMoney(amount, language));
}

/** `US$1.20 per inspection`; `US$27,000.00 per set per month`. */
export function priceOf(
  { perQuantity, ...price }: UnitPrice,
  unit: UnitWords,
  termUnit: Term['unit'] | null,
  language: Language,
  words: PriceWords,
): string {
  const one = language === 'zh' ? unit.zh : unit.en.one;
  const each = words.perUnit(
    formatMoney(price, language),
    perQuantity === 1 ? one : formatUnits(perQuantity, unit, language),
  );
  if (termUnit === null) return each;
  return termUnit === 'year' ? words.perYear(each) : words.perMonth(each);
}

/** What a quantity costs at a price; null if that is no whole number of minor units. */
export function costOf(quantity: number, { amountMinor, currency, perQuantity }: UnitPrice): Money | null {
  const cost = (quantity * amountMinor) / perQuantity;
  return Number.isSafeInteger(cost) ? { amountMinor: cost, currency } : null;
}
