/** Organizations of an account: the medical institutions that use what it buys. */
import type { AccountId, ConsortiumId, OrganizationId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant, orNull, text } from '../fields.ts';

export type OrganizationDocument = DocumentOf<typeof organizations>;

export const organizations = defineCollection({
  name: 'organizations',
  fields: {
    _id: id<OrganizationId>(),
    accountId: id<AccountId>(),
    name: text(),
    consortiumId: orNull(id<ConsortiumId>()),
    /** The organization's id in the customer's own systems. */
    externalId: orNull(text()),
    createdAt: instant(),
  },
  indexes: [{ keys: { accountId: 1, _id: -1 } }],
});
