/** Every version of the catalogue that was ever sold from; orders name the one they were sold under (AMB-50). */
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { PriceDifference } from '../../domain/catalogue/price-change.ts';
import type { Instant } from '../../domain/instant.ts';
import { data, integer, text, type CollectionDeclaration } from '../define.ts';

export interface CatalogueVersionDocument {
  _id: string;
  number: number;
  effectiveFrom: Instant;
  author: string;
  reason: string;
  /** What the version changed in prices. */
  differences: PriceDifference[];
  /** Hash of the catalogue files this version was made from. */
  contentHash: string;
  /** The whole catalogue as plain data. */
  catalogue: Catalogue;
}

export const catalogueVersions: CollectionDeclaration = {
  name: 'catalogueVersions',
  fields: {
    number: integer,
    effectiveFrom: text,
    author: text,
    reason: text,
    differences: data,
    contentHash: text,
    catalogue: data,
  },
  indexes: [{ keys: { number: -1 }, unique: true }],
};
