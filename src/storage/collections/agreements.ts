/** The offline cooperation agreements that some product lines require before a purchase (AMB-31). */
import type { PriceInput } from '../../domain/catalogue/price.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { AccountId, AgreementId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, orNull, text, texts } from '../fields.ts';
import type { StoredDocument } from './files.ts';

export type AgreementDocument = DocumentOf<typeof agreements>;

export const agreements = defineCollection({
  name: 'agreements',
  fields: {
    _id: id<AgreementId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    number: text(),
    productLines: texts(),
    /** First calendar date, in the account's zone. */
    signedOn: text(),
    /** Last calendar date, inclusive; null if the agreement has no end. */
    validTo: orNull(text()),
    document: data<StoredDocument>(),
    parties: texts(),
    /** Prices that replace the catalogue's for this account. */
    prices: data<PriceInput[]>(),
    /** Policies that replace the catalogue's while the agreement is in force. */
    overrides: orNull(data<JsonObject>()),
    terminatedAt: orNull(instant()),
    terminationReason: orNull(text()),
    createdAt: instant(),
  },
  indexes: [
    { keys: { accountId: 1, _id: -1 } },
    { keys: { sandbox: 1, _id: -1 } },
    { keys: { accountId: 1, number: 1 }, unique: true },
  ],
});
