/** One-use links that start a session. A link is removed when it is used. */
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant, text } from '../fields.ts';

export type SignInLinkDocument = DocumentOf<typeof signInLinks>;

export const signInLinks = defineCollection({
  name: 'signInLinks',
  fields: {
    _id: id(),
    keyId: id(),
    /** SHA-256 of the link's token. The token itself is shown once and never stored. */
    hash: text(),
    createdAt: instant(),
    /** Exclusive, in server time. */
    expiresAt: instant(),
  },
  indexes: [{ keys: { hash: 1 }, unique: true }, { keys: { keyId: 1, _id: -1 } }],
});
