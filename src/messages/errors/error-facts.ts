/**
 * Evidence of an error as its sentences show it: local time, numbers with thousands separators, words instead of enum
 * values, catalogue names instead of codes.
 */
import { isCalendarDate } from '../../domain/calendar.ts';
import {
  capabilityNameOf,
  contactOf,
  findProductLine,
  findResource,
  SALES_CONTACT,
  type CatalogueDefinitions,
} from '../../domain/catalogue/catalogue.ts';
import { isInstant } from '../../domain/instant.ts';
import type { Json, JsonObject, Language } from '../../domain/json.ts';
import { currencyAfterAmount, isCurrency } from '../../domain/currencies.ts';
import { formatInteger, formatMoney } from '../../domain/money.ts';
import { formatDate, formatList, instantText } from '../format.ts';
import { wordOfFact } from '../words.ts';

export interface FactWording {
  readonly language: Language;
  /** Source of the names of resources and product lines; without it, codes are shown. */
  readonly catalogue?: CatalogueDefinitions | null | undefined;
  /** IANA zone of the account that the error concerns; UTC if unknown. */
  readonly timeZone?: string | undefined;
}

/** Evidence fields that may hold an amount of money. */
const AMOUNTS: ReadonlySet<string> = new Set(['asked', 'expected', 'given', 'limit']);

/** Every evidence field in words, by name, and `contact` = whom a buyer turns to for this product line. */
export function wordedFacts(evidence: JsonObject, wording: FactWording): Record<string, string> {
  const productLine = evidence['productLine'];
  const contact =
    wording.catalogue && typeof productLine === 'string'
      ? contactOf(wording.catalogue, productLine)
      : SALES_CONTACT;
  const facts = Object.entries(evidence).flatMap(([name, value]) => {
    const words = wordsOf(name, value, wording);
    return words === undefined ? [] : [[name, words] as const];
  });
  return { contact: contact[wording.language], ...Object.fromEntries(facts) };
}

function wordsOf(name: string, value: Json | undefined, wording: FactWording): string | undefined {
  const { language } = wording;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? formatInteger(value) : String(value);
  if (typeof value === 'string') return textOf(name, value, wording);
  if (Array.isArray(value)) {
    const items = value.flatMap((item: Json) => wordsOf(name, item, wording) ?? []);
    return formatList(items, language, { lastWord: 'or' });
  }
  return undefined;
}

function textOf(name: string, value: string, { language, catalogue, timeZone = 'UTC' }: FactWording): string {
  if (isInstant(value)) return instantText(value, timeZone)[language];
  if (isCalendarDate(value)) return formatDate(value, language);
  const amount = AMOUNTS.has(name) ? amountText(value, language) : undefined;
  if (amount !== undefined) return amount;
  if (name === 'resource' && catalogue) return findResource(catalogue, value)?.name[language] ?? value;
  if (name === 'productLine' && catalogue) return findProductLine(catalogue, value)?.name[language] ?? value;
  if (name === 'capability' && catalogue) {
    const known = capabilityNameOf(catalogue, value);
    if (known !== undefined) return known[language];
  }
  // Evidence holds these lists as one comma-separated text.
  const values = name === 'possible' || name === 'roles' ? value.split(', ') : [value];
  const words = values.flatMap((one) => wordOfFact(name, one, language) ?? []);
  return words.length === 0 ? value : formatList(words, language, { lastWord: 'or' });
}

/** The amount in words. Evidence holds amounts as `120000 USD` in minor units, or as `1,200.00 USD` and `1,200 JPY`. */
function amountText(value: string, language: Language): string | undefined {
  const [, digits = '', currency = ''] = /^(-?\d+|-?[\d,]+(?:\.\d+)?) ([A-Z]{3})$/.exec(value) ?? [];
  if (!isCurrency(currency)) return undefined;
  if (/[.,]/.test(digits)) return `${digits} ${currencyAfterAmount(currency, language)}`;
  return formatMoney({ amountMinor: Number(digits), currency }, language);
}
