/**
 * Money as safe integers in minor units, and all arithmetic on it. Intermediate results are exact; a result that is not a
 * safe integer is rejected, never approximated.
 */
import { currencyAfterAmount, decimalsOf, type Currency } from './currencies.ts';
import type { Language } from './json.ts';

export interface Money {
  /** Safe integer; cents for USD, yen for JPY, fils for KWD. */
  readonly amountMinor: number;
  readonly currency: Currency;
}

/** Thrown if an amount is not a safe integer or currencies are mixed: a bug of the caller. */
export class MoneyError extends RangeError {
  override readonly name = 'MoneyError';
}

/** Checked money. Throws `MoneyError` unless `amountMinor` is a safe integer. */
export function money(amountMinor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(amountMinor))
    throw new MoneyError(`not a safe integer of minor units: ${amountMinor}`);
  // -0 would be stored and compared as a value other than 0.
  return { amountMinor: amountMinor === 0 ? 0 : amountMinor, currency };
}

/** Sum of two amounts of the same currency. Throws `MoneyError` for mixed currencies and overflow. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new MoneyError(`cannot add ${b.currency} to ${a.currency}`);
  return money(a.amountMinor + b.amountMinor, a.currency);
}

/** Factors of a line amount: safe integers, `perQuantity` ≥ 1, the others ≥ 0. */
export interface LineFactors {
  readonly quantity: number;
  readonly amountMinor: number;
  /** The quantity that `amountMinor` buys. */
  readonly perQuantity: number;
  /** Years or months purchased; 1 if the product has no term. */
  readonly termCount: number;
}

/**
 * Minor units of a line: quantity × amountMinor / perQuantity × termCount, exact, rounded half up once (api.md §3).
 * Null if the result is not a safe integer, so that the order can be rejected. Throws `MoneyError` for invalid factors.
 */
export function lineAmountMinor({
  quantity,
  amountMinor,
  perQuantity,
  termCount,
}: LineFactors): number | null {
  const numerator = whole(quantity, 0) * whole(amountMinor, 0) * whole(termCount, 0);
  return safe(halfUp(numerator, whole(perQuantity, 1)));
}

/**
 * `amountMinor` × numerator / denominator, rounded down: the refundable part of a line (rules §8.15).
 * Never more than `amountMinor`. Throws `MoneyError` unless 0 ≤ numerator ≤ denominator, denominator ≥ 1.
 */
export function proportionOf(amountMinor: number, numerator: number, denominator: number): number {
  if (numerator > denominator) throw new MoneyError(`more than the whole: ${numerator} of ${denominator}`);
  return Number((whole(amountMinor, 0) * whole(numerator, 0)) / whole(denominator, 1));
}

/** An integer with thousands separators, as in `10,000`. The same in both languages. */
export function formatInteger(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** An amount without its currency, a decimal for programs: `12000.00`, `1200` of JPY, `-1.250` of KWD. */
export function decimalText({ amountMinor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  const major = digits.slice(0, digits.length - decimals);
  const minor = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return `${amountMinor < 0 ? '-' : ''}${major}${minor}`;
}

/** An amount in the language: `12,000.00 USD`, `12,000.00 美元`; `1,200 JPY`; `1.250 KWD`. */
export function formatMoney(amount: Money, language: Language): string {
  const [major = '', ...minor] = decimalText(amount).split('.');
  const grouped = [major.replace(/\B(?=(\d{3})+$)/g, ','), ...minor].join('.');
  return `${grouped} ${currencyAfterAmount(amount.currency, language)}`;
}

function whole(value: number, minimum: number): bigint {
  if (!Number.isSafeInteger(value) || value < minimum)
    throw new MoneyError(`not an integer of ${minimum} or more: ${value}`);
  return BigInt(value);
}

function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

function safe(value: bigint): number | null {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null;
}
