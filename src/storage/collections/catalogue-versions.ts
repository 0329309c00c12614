/** Every version of the catalogue that was ever sold from. Orders name the version they were sold under (AMB-50). */
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { PriceDifference } from '../../domain/catalogue/price-change.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, text } from '../fields.ts';

export type CatalogueVersionDocument = DocumentOf<typeof catalogueVersions>;

export const catalogueVersions = defineCollection({
  name: 'catalogueVersions',
  fields: {
    _id: id(),
    number: integer(),
    effectiveFrom: instant(),
    author: text(),
    reason: text(),
    /** Price changes from the version before. */
    differences: data<PriceDifference[]>(),
    /** Hash of the catalogue files this version was made from. */
    contentHash: text(),
    /** The whole catalogue as plain data. */
    catalogue: data<Catalogue>(),
  },
  indexes: [{ keys: { number: -1 }, unique: true }],
});
