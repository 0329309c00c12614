/** The platform accounts: one for each customer. */
import type { AccountId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { flag, id, instant, integer, optional, orNull, text } from '../fields.ts';

export type AccountDocument = DocumentOf<typeof accounts>;

export const accounts = defineCollection({
  name: 'accounts',
  fields: {
    _id: id<AccountId>(),
    name: text(),
    /** The name in lower case, for prefix search. */
    nameKey: text(),
    country: text(),
    timeZone: text(),
    salesTeam: text(),
    sandbox: flag(),
    defaultStorageYears: orNull(integer()),
    state: text<'active'>(),
    /** Number of captures of cover. Every capture increments it, so that two at once conflict. */
    captures: integer(),
    createdAt: instant(),
    /** The round of the canary that made it. Nothing else sets it, so that no account of a customer can have it. */
    canaryRound: optional(id()),
  },
  indexes: [
    { keys: { sandbox: 1, nameKey: 1 } },
    { keys: { sandbox: 1, _id: -1, state: 1, nameKey: 1 } },
    { keys: { sandbox: 1, salesTeam: 1, _id: -1, state: 1, nameKey: 1 } },
  ],
});
