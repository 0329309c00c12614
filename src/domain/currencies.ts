/** The currencies of ISO 4217 with the digits of their minor unit, and their names as sentences use them. */
import type { Language, Localized } from './json.ts';

/** Codes by the number of digits of the minor unit. Metals, test codes and units of account without digits are left out. */
const CODES = {
  0: [
    ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV'],
    ...['XAF', 'XOF', 'XPF'],
  ],
  2: [
    ...['AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BGN', 'BMD'],
    ...['BND', 'BOB', 'BOV', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHE', 'CHF', 'CHW'],
    ...['CNY', 'COP', 'COU', 'CRC', 'CUP', 'CVE', 'CZK', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR'],
    ...['FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR'],
    ...['ILS', 'INR', 'IRR', 'JMD', 'KES', 'KGS', 'KHR', 'KPW', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD'],
    ...['LSL', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MXV'],
    ...['MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN'],
    ...['QAR', 'RON', 'RSD', 'RUB', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD'],
    ...['SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH'],
    ...['USD', 'USN', 'UYU', 'UZS', 'VED', 'VES', 'WST', 'XCD', 'XCG', 'YER', 'ZAR', 'ZMW', 'ZWG'],
  ],
  3: ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'],
  4: ['CLF', 'UYW'],
} as const;
export type Currency = (typeof CODES)[keyof typeof CODES][number];

const DECIMALS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES)
    .flatMap(([decimals, codes]) => codes.map((code): [string, number] => [code, Number(decimals)]))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

export function isCurrency(text: string): text is Currency {
  return DECIMALS.has(text);
}

/** All codes, in alphabetical order. */
export const CURRENCIES: readonly Currency[] = [...DECIMALS.keys()].filter(isCurrency);

/** Digits of the minor unit: 2 for USD, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: Currency): number {
  return DECIMALS.get(currency) ?? 0;
}

/** As it follows an amount: the code in English; 美元, 日元 in Chinese, and 元 for CNY. */
export function currencyAfterAmount(currency: Currency, language: Language): string {
  if (language === 'en') return currency;
  return currency === 'CNY' ? '元' : chineseNameOf(currency);
}

/** As a sentence names it: `US dollars`, `Japanese yen`; 美元, 人民币. */
export function currencyName(currency: Currency): Localized {
  const named = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'name' });
  const en = named.formatToParts(2).find(({ type }) => type === 'currency')?.value ?? currency;
  return { en, zh: chineseNameOf(currency) };
}

let chineseNames: Intl.DisplayNames | undefined;

function chineseNameOf(currency: Currency): string {
  chineseNames ??= new Intl.DisplayNames('zh-Hans', { type: 'currency' });
  return chineseNames.of(currency) ?? currency;
}
