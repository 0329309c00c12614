/**
 * Money in the journal: what was paid for a lot is deferred when it is credited, and follows its units from there. Written
 * beside the postings in units and chained with them, so that revenue by unit can be read from the journal.
 */
import type { LotId } from '../ids.ts';
import type { JournalEntryKind } from './journal-entry.ts';

/** Accounts of a resource that face the deferred money of its lots. */
export type RevenueType = 'sold' | 'earned' | 'breakage' | 'refunded';

/**
 * Which of them balances the money of each kind of entry; null where no units of a lot move. A refund may leave a part of it as
 * breakage.
 */
export const REVENUE_TYPE = {
  'lot.credited': 'sold',
  'lot.expired': 'breakage',
  'lot.voided': 'refunded',
  'usage.accepted': 'earned',
  'usage.reversed': 'earned',
  'arrears.offset': 'earned',
  'offset.returned': 'earned',
  'arrears.written_off': null,
  'write_off.undone': null,
} as const satisfies Record<JournalEntryKind, RevenueType | null>;

/** What was paid for a lot's units and is not used yet. */
export const deferredAccount = (lotId: LotId): string => 'deferred:' + lotId;
export const revenueAccount = (type: RevenueType, resource: string): string => type + ':' + resource;

/** A parsed account of money. A resource may contain colons (`ai:mimi`), so it is everything after the first one. */
export type MoneyAccountName =
  | { readonly type: 'deferred'; readonly lotId: LotId }
  | { readonly type: RevenueType; readonly resource: string };

/** Parses the name of an account of money. Throws `RangeError` if none of the functions above produces such a name. */
export function parseMoneyAccount(account: string): MoneyAccountName {
  const colon = account.indexOf(':');
  const type = account.slice(0, colon);
  const rest = account.slice(colon + 1);
  switch (type) {
    case 'deferred':
      return { type, lotId: rest };
    case 'sold':
    case 'earned':
    case 'breakage':
    case 'refunded':
      return { type, resource: rest };
  }
  throw new RangeError(`not an account of money: ${JSON.stringify(account)}`);
}
