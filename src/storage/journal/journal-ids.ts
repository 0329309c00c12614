/** Ids of the journal: each is made of the account and a sequence number, so that it says where its record is. */
import type { AccountId, UsageId } from '../../domain/ids.ts';

/** Enough for a thousand entries a second over thirty years. */
const SEQUENCE_DIGITS = 12;
const ACCOUNT_PREFIX = 'acc_';

/** Id of a journal entry (api.md §5). */
export function entryIdOf(accountId: AccountId, sequence: number): string {
  return `jrn_${bodyOf(accountId)}_${sequence}`;
}

/** Id of the usage that an entry books. */
export function usageIdOf(accountId: AccountId, sequence: number): UsageId {
  return `usg_${bodyOf(accountId)}_${sequence}`;
}

/** Where the entry of a usage is; null for an id that was not made by `usageIdOf`. */
export function placeOfUsage(
  usageId: UsageId,
): { readonly accountId: AccountId; readonly sequence: number } | null {
  const [, body, number] = /^usg_(.+)_([1-9]\d{0,11})$/.exec(usageId) ?? [];
  return body === undefined ? null : { accountId: `${ACCOUNT_PREFIX}${body}`, sequence: Number(number) };
}

/** Id of the page that begins with an entry. The pages of an account are sorted by it. */
export function pageIdOf(accountId: AccountId, firstSequence: number): string {
  return `${bodyOf(accountId)}_${String(firstSequence).padStart(SEQUENCE_DIGITS, '0')}`;
}

/** Ids of the pages of an account up to the one with an entry, by default all of them. */
export function pageIdsOf(accountId: AccountId, through = 10 ** SEQUENCE_DIGITS - 1) {
  return { $gte: pageIdOf(accountId, 0), $lte: pageIdOf(accountId, through) };
}

/** Number of the first entry of a page. */
export function firstSequenceOf(pageId: string): number {
  return Number(pageId.slice(-SEQUENCE_DIGITS));
}

function bodyOf(accountId: AccountId): string {
  return accountId.slice(accountId.indexOf('_') + 1);
}
