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

/** The amount as a person would type it: `12000.00`. */
export function typedMoney({ amountMinor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = String(amountMinor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - decimals)}`;
}

/** Minor units of an amount that a person typed, with or without commas; null if it is none above 0. Exact. */
export function minorUnitsOf(typed: string, currency: string): number | null {
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(typed.replaceAll(/[\s,]/g, '')) ?? [];
  const decimals = decimalsOf(currency);
  if (whole === '' || fraction.length > decimals) return null;
  const minor = Number(whole + fraction.padEnd(decimals, '0'));
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null;
}

function decimalsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
  );
}

function decimalText(amountMinor: number, decimals: number): Intl.StringNumericLiteral {
  const sign = amountMinor < 0 ? '-' : '';
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${sign}${whole}.${digits.slice(digits.length - decimals)}0` as Intl.StringNumericLiteral;
}
