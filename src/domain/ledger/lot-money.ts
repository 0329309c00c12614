/**
 * The money of a lot follows from its price and its remaining units alone, so nothing else is stored, and whatever the order
 * of operations, exactly the price has left the lot when its last unit has.
 */
import { money, proportionOf, type Money } from '../money.ts';
import type { JournalEntryKind, MoneyPosting } from './journal-entry.ts';
import { deferredAccount, revenueAccount, REVENUE_TYPE, type RevenueType } from './money-accounts.ts';
import { InvariantError } from './invariant-error.ts';
import type { LiveLot } from './state.ts';

/** Minor units of a price that `remaining` of the `credited` units still stand for, rounded down. */
export function deferredMinor(
  { amountMinor }: Pick<Money, 'amountMinor'>,
  remaining: number,
  credited: number,
): number {
  return proportionOf(amountMinor, remaining, credited);
}

export const NO_MONEY: readonly MoneyPosting[] = [];

/**
 * What an operation moves into (positive) or out of (negative) a lot's deferred money. `units` is by how much it has just
 * changed the lot's remaining units. Empty for a lot without a price, or if the change is less than one minor unit.
 */
export function deferredChange(
  { lotId, price, remaining, credited }: Readonly<LiveLot>,
  units: number,
): readonly MoneyPosting[] {
  if (price === undefined) return NO_MONEY;
  const amountMinor =
    deferredMinor(price, remaining, credited) - deferredMinor(price, remaining - units, credited);
  return amountMinor === 0
    ? NO_MONEY
    : [{ account: deferredAccount(lotId), amountMinor, currency: price.currency }];
}

/** What `units` of a lot earn of which `remaining` are left before; null for a lot without a price. */
export function earnedBy(
  { price, credited }: Readonly<Pick<LiveLot, 'price' | 'credited'>>,
  remaining: number,
  units: number,
): Money | null {
  if (price === undefined) return null;
  const earned =
    deferredMinor(price, remaining, credited) - deferredMinor(price, remaining - units, credited);
  return money(earned, price.currency);
}

/** What an entry earned from a lot; null for a lot without a price. */
export function earnedFrom(
  { lotId, price }: Readonly<Pick<LiveLot, 'lotId' | 'price'>>,
  postings: readonly MoneyPosting[],
): Money | null {
  if (price === undefined) return null;
  const account = deferredAccount(lotId);
  const taken = postings.find((posting) => posting.account === account);
  return money(-(taken?.amountMinor ?? 0), price.currency);
}

/**
 * The postings of an entry: those given, the changes of deferred money above all, and one in each currency that balances them.
 * Throws `MoneyError` if that is not a safe integer.
 */
export function balancedMoney(
  kind: JournalEntryKind,
  resource: string,
  given: readonly MoneyPosting[],
): readonly MoneyPosting[] {
  const type: RevenueType | null = REVENUE_TYPE[kind];
  if (type === null) throw new InvariantError('money follows the units of a lot', { kind, resource });
  const account = revenueAccount(type, resource);
  const postings = [...given];
  for (const currency of new Set(given.map((posting) => posting.currency))) {
    let change = 0;
    for (const posting of given) if (posting.currency === currency) change += posting.amountMinor;
    if (change !== 0) postings.push({ account, ...money(-change, currency) });
  }
  return postings;
}
