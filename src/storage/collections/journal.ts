/** The journal: every ledger entry of every account, append-only and hash-chained by account. */
import { JOURNAL_ENTRY_KINDS, type JournalEntry } from '../../domain/ledger/journal-entry.ts';
import type { AccountId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, text, textOrEmpty, whereWritten } from '../fields.ts';

/** All kinds except accepted usages, which are nearly all entries. The rest is few enough to index by ledger account. */
export const RARE_ENTRIES = JOURNAL_ENTRY_KINDS.filter((kind) => kind !== 'usage.accepted');

export type JournalDocument = DocumentOf<typeof journal>;

export const journal = defineCollection({
  name: 'journal',
  fields: {
    _id: id(),
    accountId: id<AccountId>(),
    sequence: integer(),
    at: instant(),
    recordedAt: instant(),
    kind: text<JournalEntry['kind']>(),
    postings: data<JournalEntry['postings']>(),
    money: whereWritten(data<NonNullable<JournalEntry['money']>>()),
    causedBy: data<JournalEntry['causedBy']>(),
    balanceAfter: data<JournalEntry['balanceAfter']>(),
    /** Empty in the first entry of an account. */
    previousHash: textOrEmpty(),
    hash: text(),
  },
  indexes: [
    { keys: { accountId: 1, sequence: 1 }, unique: true },
    {
      keys: { accountId: 1, 'postings.account': 1, sequence: -1 },
      partial: { kind: { $in: RARE_ENTRIES } },
    },
  ],
});
