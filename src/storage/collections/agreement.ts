/** The offline cooperation agreement that some product lines require before a purchase (AMB-31). */
import type { PriceInput } from '../../domain/catalogue/price.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import {
  data,
  dataOrNull,
  flag,
  text,
  textOrNull,
  texts,
  type CollectionDeclaration,
  type StoredObject,
  type StoredDocument,
} from '../define.ts';

export interface AgreementDocument {
  _id: string;
  accountId: AccountId;
  sandbox: boolean;
  number: string;
  productLines: string[];
  /** First and last calendar date, in the account's zone; `validTo` is inclusive. */
  signedOn: string;
  validTo: string | null;
  document: StoredDocument;
  parties: string[];
  /** They replace the catalogue's for this account. */
  prices: PriceInput[];
  overrides: StoredObject | null;
  terminatedAt: Instant | null;
  terminationReason: string | null;
  createdAt: Instant;
}

export const agreements: CollectionDeclaration = {
  name: 'agreements',
  fields: {
    accountId: text,
    sandbox: flag,
    number: text,
    productLines: texts,
    signedOn: text,
    validTo: textOrNull,
    document: data,
    parties: texts,
    prices: data,
    overrides: dataOrNull,
    terminatedAt: textOrNull,
    terminationReason: textOrNull,
    createdAt: text,
  },
  indexes: [
    { keys: { accountId: 1, _id: -1 } },
    { keys: { sandbox: 1, _id: -1 } },
    { keys: { accountId: 1, number: 1 }, unique: true },
  ],
};
