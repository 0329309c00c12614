/**
 * The journal: every ledger entry of every account, append-only and hash-chained by account. A page holds the entries that
 * one transaction booked for one account, with the usages among them. `journal-page.ts` writes and reads its short form.
 */
import type { AccountId, LotId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, texts, whereWritten } from '../fields.ts';
import type { PageEntry, PageUsage } from '../journal/page-form.ts';

export type JournalPageDocument = DocumentOf<typeof journalPages>;

export const journalPages = defineCollection({
  name: 'journalPages',
  fields: {
    /** Account and number of the first entry: `pageIdOf`. */
    _id: id(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    /** Of the last entry, and of every usage. */
    at: instant(),
    recordedAt: instant(),
    /** Hash of the entry before the page; absent before the first entry of an account. */
    previousHash: whereWritten(data<Uint8Array>()),
    /** Ledger accounts, which postings name by their place here. */
    accounts: texts(),
    entries: data<PageEntry[]>(),
    /** Those of the entries of kind `usage.accepted`, in the same order. */
    usages: whereWritten(data<PageUsage[]>()),
    /** Lots that entries of other kinds move. Usages of a lot are found by the entries between which it lived. */
    movedLots: whereWritten(texts<LotId>()),
    /** Ids of usages from before usages had ids of account and number. */
    formerUsageIds: whereWritten(texts()),
  },
  // Few indexes: each costs time in every usage.
  indexes: [
    { keys: { 'usages.key': 1, accountId: 1 }, unique: true, partial: { 'usages.key': PRESENT } },
    { keys: { accountId: 1, recordedAt: -1, _id: -1, at: 1 }, partial: { 'usages.key': PRESENT } },
    { keys: { sandbox: 1, recordedAt: -1, _id: -1, at: 1 }, partial: { 'usages.key': PRESENT } },
    {
      keys: { 'usages.reference': 1, recordedAt: -1, _id: -1, accountId: 1, sandbox: 1 },
      partial: { 'usages.reference': PRESENT },
    },
    { keys: { movedLots: 1, _id: -1 }, partial: { movedLots: PRESENT } },
    { keys: { formerUsageIds: 1 }, partial: { formerUsageIds: PRESENT } },
  ],
});
