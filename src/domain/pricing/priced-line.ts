/** Prices one line: the exact amount, and the calculation as a text that a buyer can verify. */
import type { Catalogue, Unit } from '../catalogue/catalogue.ts';
import type { BoughtTerm, TermUnit } from '../catalogue/fulfilment.ts';
import type { UnitPrice } from '../catalogue/price.ts';
import type { Sku } from '../catalogue/sku.ts';
import { TERM_UNITS } from '../catalogue/term-words.ts';
import type { Language, Localized } from '../json.ts';
import { formatInteger, formatMoney, lineAmountMinor, money, type Money } from '../money.ts';

export interface PricedLine {
  readonly amount: Money;
  /** `10,000 inspections × 1.20 USD per inspection (15-year package) = 12,000.00 USD`. */
  readonly formula: Localized;
}

const PER_TERM: Readonly<Record<TermUnit, Localized>> = {
  year: { en: ' per year', zh: '/年' },
  month: { en: ' per month', zh: '/月' },
};

/** Prices a line whose quantity and term are positive safe integers. Null if the amount is not a safe integer. */
export function priceLine(
  { units }: Pick<Catalogue, 'units'>,
  sku: Sku,
  price: UnitPrice,
  quantity: number,
  term: BoughtTerm | null,
): PricedLine | null {
  const { amountMinor, currency, perQuantity } = price;
  const total = lineAmountMinor({ quantity, amountMinor, perQuantity, termCount: term?.count ?? 1 });
  if (total === null) return null;

  const amount = money(total, currency);
  const unit = units[sku.unit] ?? { en: { one: sku.unit, many: sku.unit }, zh: sku.unit };
  const words = (language: Language): string => {
    const each = formatMoney({ amountMinor, currency }, language);
    const packaged = sku.package === undefined ? '' : inBrackets(sku.package[language], language);
    const perTerm = term === null ? '' : PER_TERM[term.unit][language];
    const times = term === null ? '' : ` × ${counted(term.count, TERM_UNITS[term.unit], language)}`;
    const per = `${each}${perUnit(perQuantity, unit, language)}${perTerm}${packaged}`;
    return `${counted(quantity, unit, language)} × ${per}${times} = ${formatMoney(amount, language)}`;
  };
  return { amount, formula: { en: words('en'), zh: words('zh') } };
}

/** An amount per month of a term, rounded half up. For display only. */
export function perMonthOf({ amountMinor, currency }: Money, { count, unit }: BoughtTerm): Money {
  return money(Math.round(amountMinor / (unit === 'year' ? count * 12 : count)), currency);
}

function counted(count: number, unit: Unit, language: Language): string {
  const name = language === 'zh' ? unit.zh : count === 1 ? unit.en.one : unit.en.many;
  return `${formatInteger(count)} ${name}`;
}

function perUnit(perQuantity: number, unit: Unit, language: Language): string {
  const one = language === 'zh' ? unit.zh : unit.en.one;
  const what = perQuantity === 1 ? one : counted(perQuantity, unit, language);
  return language === 'zh' ? `/${what}` : ` per ${what}`;
}

function inBrackets(text: string, language: Language): string {
  return language === 'zh' ? `（${text}）` : ` (${text})`;
}
