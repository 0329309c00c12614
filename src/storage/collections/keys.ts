/** API keys. */
import type { AccountId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, orNull, text, texts } from '../fields.ts';

export type KeyDocument = DocumentOf<typeof keys>;

export const keys = defineCollection({
  name: 'keys',
  fields: {
    _id: id(),
    name: text(),
    roles: texts(),
    /** Accounts that the key may access; null for all. */
    accountIds: orNull(data<AccountId[]>()),
    /** SHA-256 of the key. The key itself is shown once and never stored. */
    hash: text(),
    createdAt: instant(),
    /** Server time from which the key is refused; null if it does not expire. */
    expiresAt: orNull(instant()),
    /** Written at most once a minute. */
    lastUsedAt: orNull(instant()),
    revokedAt: orNull(instant()),
    /** Incremented by each revocation that relies on this key's existence, so that two at once conflict. */
    guard: integer(),
  },
  indexes: [{ keys: { hash: 1 }, unique: true }, { keys: { accountIds: 1, _id: -1 } }],
});
