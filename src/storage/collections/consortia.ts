/** Consortia of an account: groups of its organizations. */
import type { AccountId, ConsortiumId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant, text } from '../fields.ts';

export type ConsortiumDocument = DocumentOf<typeof consortia>;

export const consortia = defineCollection({
  name: 'consortia',
  fields: {
    _id: id<ConsortiumId>(),
    accountId: id<AccountId>(),
    name: text(),
    createdAt: instant(),
  },
  indexes: [{ keys: { accountId: 1, _id: -1 } }],
});
