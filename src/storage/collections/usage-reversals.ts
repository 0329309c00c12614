/** Reversals of usages (AMB-26). A usage is reversed once; its record in the journal stays as it was booked. */
import type { AccountId, UsageId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, text } from '../fields.ts';
import type { UsageReversal } from '../journal/usage-record.ts';

export type UsageReversalDocument = DocumentOf<typeof usageReversals>;

export const usageReversals = defineCollection({
  name: 'usageReversals',
  fields: {
    /** The usage. */
    _id: id<UsageId>(),
    accountId: id<AccountId>(),
    at: instant(),
    by: text(),
    reason: text(),
    journal: data<UsageReversal['journal']>(),
  },
  // A removal of an account finds them; rare.
  indexes: [{ keys: { accountId: 1, _id: 1 } }],
});
