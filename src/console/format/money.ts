/** Money for people: `US$141,600.00`, `¥141,600.00`. */
import type { Language } from '../texts/texts.ts';

export interface Money {
  /** Safe integer of minor units: cents, yen, fils. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Exact for every safe integer: the amount is formatted as a decimal text, not as a floating-point number. */
export function formatMoney({ amountMinor, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(language === 'zh' ? 'zh-Hans-CN' : 'en-GB', {
    style: 'currency',
    currency,
  });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(decimalText(amountMinor, decimals));
}

function decimalText(amountMinor: number, decimals: number): Intl.StringNumericLiteral {
  const sign = amountMinor < 0 ? '-' : '';
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${sign}${whole}.${digits.slice(digits.length - decimals)}0` as Intl.StringNumericLiteral;
}
