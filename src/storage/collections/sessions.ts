/** Sessions of people who signed in to the console. They stay after their end: the audit names people by them. */
import type { AccountId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, orNull, text, texts } from '../fields.ts';

export type SessionDocument = DocumentOf<typeof sessions>;

export const sessions = defineCollection({
  name: 'sessions',
  fields: {
    _id: id(),
    /** The key whose roles and accounts it has. */
    keyId: id(),
    /** Roles of the key, which never change. */
    roles: texts(),
    /** Accounts of the key, which never change either; null for all. */
    accountIds: orNull(data<AccountId[]>()),
    /** Name of the person who signed in; the key's name if none was given. */
    person: text(),
    /** What the person signed in with, as the browser described it. */
    device: orNull(text()),
    /** SHA-256 of the token in the cookie. The token itself is never stored. */
    hash: text(),
    createdAt: instant(),
    /** Exclusive, in server time. */
    expiresAt: instant(),
    endedAt: orNull(instant()),
  },
  indexes: [{ keys: { hash: 1 }, unique: true }, { keys: { keyId: 1, _id: -1 } }],
});
