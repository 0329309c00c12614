/** Tokens that came with service lines, encrypted. */
import type { AccountId, LineId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant, text } from '../fields.ts';

export type EncryptedTokenDocument = DocumentOf<typeof encryptedTokens>;

export const encryptedTokens = defineCollection({
  name: 'encryptedTokens',
  fields: {
    /** Id of the order line. */
    _id: id<LineId>(),
    accountId: id<AccountId>(),
    encrypted: text(),
    createdAt: instant(),
  },
  indexes: [{ keys: { accountId: 1 } }],
});
