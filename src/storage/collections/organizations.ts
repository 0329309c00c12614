/** Organizations of an account: the medical institutions that use what it buys. */
import type { AccountId, ConsortiumId, OrganizationId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { flag, id, instant, orNull, text } from '../fields.ts';

export type OrganizationDocument = DocumentOf<typeof organizations>;

export const organizations = defineCollection({
  name: 'organizations',
  fields: {
    _id: id<OrganizationId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    name: text(),
    /** The name in lower case, for prefix search. */
    nameKey: text(),
    consortiumId: orNull(id<ConsortiumId>()),
    /** The organization's id in the customer's own systems. */
    externalId: orNull(text()),
    createdAt: instant(),
  },
  indexes: [
    { keys: { accountId: 1, _id: -1 } },
    { keys: { accountId: 1, nameKey: 1 } },
    { keys: { sandbox: 1, nameKey: 1 } },
  ],
});
