/**
 * Journal entries: double-entry bookkeeping in units (rules §8.8), and beside them in the money that was paid for the units
 * (`money-accounts.ts`). Each entry concerns one pool, its postings sum to zero, and the account names suffice to rebuild the
 * balances.
 */
import type { LotId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Money } from '../money.ts';

/** What an entry records. Each kind books at most one figure of a lot and one of arrears (`rebuild.ts`). */
export const JOURNAL_ENTRY_KINDS = [
  'lot.credited',
  'lot.expired',
  'lot.voided',
  'usage.accepted',
  'usage.reversed',
  'arrears.offset',
  'arrears.written_off',
  'offset.returned',
  'write_off.undone',
] as const;
export type JournalEntryKind = (typeof JOURNAL_ENTRY_KINDS)[number];

/** Units moved into (positive) or out of (negative) an account. */
export interface Posting {
  readonly account: string;
  readonly units: number;
}

/** Money moved into (positive) or out of (negative) an account. */
export interface MoneyPosting extends Money {
  readonly account: string;
}

/** A pool's balance after an entry. */
export interface BalanceAfter {
  readonly resource: string;
  readonly available: number;
  readonly arrears: number;
}

/** The effect of an operation on one pool at one instant: an entry before it is numbered and chained. */
export interface Movement {
  /** When it takes effect: the operation's instant, or the due time of an expiry. */
  readonly at: Instant;
  readonly kind: JournalEntryKind;
  readonly postings: readonly Posting[];
  /** What the units were paid with, summing to zero in each currency. Absent, never empty, where no money moves. */
  readonly money?: readonly MoneyPosting[];
  readonly balanceAfter: BalanceAfter;
}

/** The record that caused an entry: its kind (`usage`, `line`, `lot`, …) and id. */
export interface Cause {
  readonly type: string;
  readonly id: string;
}

/** An entry as it is stored and exported. `sequence` counts from 1 within an account. */
export interface JournalEntry extends Movement {
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly causedBy: Cause;
  /** SHA-256 of the record of the usage that it books, so that the chain covers it. */
  readonly usageHash?: string | undefined;
  readonly previousHash: string;
  /** Hash of the canonical JSON of everything else. */
  readonly hash: string;
}

export const lotAccount = (lotId: LotId): string => 'lot:' + lotId;
export const grantedAccount = (resource: string): string => 'granted:' + resource;
export const consumedAccount = (resource: string): string => 'consumed:' + resource;
export const expiredAccount = (resource: string): string => 'expired:' + resource;
export const voidedAccount = (resource: string): string => 'voided:' + resource;
export const writtenOffAccount = (resource: string): string => 'written-off:' + resource;
export const arrearsAccount = (resource: string): string => 'arrears:' + resource;

/** A parsed account name. A resource may contain colons (`ai:mimi`), so it is everything after the first one. */
export type AccountName =
  | { readonly type: 'lot'; readonly lotId: LotId }
  | {
      readonly type: 'granted' | 'consumed' | 'arrears' | 'expired' | 'voided' | 'written-off';
      readonly resource: string;
    };

/** Parses an account name. Throws `RangeError` if none of the functions above produces such a name. */
export function parseAccount(account: string): AccountName {
  const colon = account.indexOf(':');
  const type = account.slice(0, colon);
  const rest = account.slice(colon + 1);
  switch (type) {
    case 'lot':
      return { type, lotId: rest };
    case 'granted':
    case 'consumed':
    case 'arrears':
    case 'expired':
    case 'voided':
    case 'written-off':
      return { type, resource: rest };
  }
  throw new RangeError(`not an account of the journal: ${JSON.stringify(account)}`);
}

/** True if the postings neither create nor destroy units. */
export function sumsToZero(postings: readonly Posting[]): boolean {
  let sum = 0;
  for (const posting of postings) sum += posting.units;
  return sum === 0;
}

/** True if there are postings, and they neither create nor destroy money of any currency. */
export function isBalancedMoney(money: readonly MoneyPosting[]): boolean {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of money) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  for (const sum of sums.values()) if (sum !== 0) return false;
  return sums.size > 0;
}
