/** Prices: what a quantity of a SKU costs, in the catalogue, in agreements and frozen on orders. */
import { z } from 'zod';
import { currency, positive, text } from './primitives.ts';

const priceFields = {
  region: text.optional().meta({ description: 'Only where prices are regional.' }),
  amountMinor: positive.meta({ description: 'Minor units for perQuantity units.' }),
  currency,
};

/** A price as it is set: for one SKU, and one region where prices are regional. */
export const priceInput = z
  .strictObject({ sku: text, ...priceFields, perQuantity: positive.optional() })
  .meta({
    id: 'PriceInput',
    examples: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', amountMinor: 1_416, currency: 'USD' }],
  });

/** A price as the catalogue shows it. */
export const price = z
  .strictObject({
    ...priceFields,
    perQuantity: positive,
    demo: z.boolean().optional().meta({ description: 'Of a list made up for demonstrations.' }),
  })
  .meta({ id: 'Price' });

/** The price that a line was calculated with. */
export const unitPrice = price.extend({ agreementId: text.optional() }).meta({ id: 'UnitPrice' });

const pricedSku = price.extend({ sku: text });
/** What a version of the catalogue changed in one price; `before` is null where there was none. */
export const priceDifference = z
  .strictObject({ sku: text, region: text.optional(), before: pricedSku.nullable(), after: pricedSku })
  .meta({ id: 'PriceDifference' });
