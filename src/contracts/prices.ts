/** Prices: what a quantity of a SKU costs, in the catalogue, in agreements and frozen on orders. */
import { z } from 'zod';
import { currency, positive, text } from './primitives.ts';

const priceFields = {
  region: text.optional().meta({ description: 'Only where prices are regional.' }),
  amountMinor: positive.meta({ description: 'Minor units for perQuantity units.' }),
  currency,
};

/** A price as it is set: for one SKU and, if prices are regional, one region. */
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
    demo: z.boolean().optional().meta({ description: 'From a price list for demonstrations.' }),
  })
  .meta({ id: 'Price' });

/** The price from which a line was calculated. */
export const unitPrice = price.extend({ agreementId: text.optional() }).meta({ id: 'UnitPrice' });

const pricedSku = price.extend({ sku: text });
/** A price that a version of the catalogue changed; `before` is null if there was none. */
export const priceDifference = z
  .strictObject({ sku: text, region: text.optional(), before: pricedSku.nullable(), after: pricedSku })
  .meta({ id: 'PriceDifference' });
