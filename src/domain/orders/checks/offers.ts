/** What a product line offers an account: each SKU with the price and the scope that an order of it would have. */
import { priceRegionOf, type ProductLine } from '../../catalogue/catalogue.ts';
import type { UnitPrice } from '../../catalogue/price.ts';
import type { Scope } from '../../catalogue/sku.ts';
import { unitPriceOf } from '../../pricing/unit-price.ts';
import { policiesOf } from './check-order.ts';
import type { OrderContext } from './order-input.ts';
import { scopeOf } from './scope-violations.ts';

export interface LineOffer {
  readonly productLine: ProductLine;
  /** Price region of the account; null if prices are not regional, undefined if the line is not sold in its country. */
  readonly region: string | null | undefined;
  readonly items: readonly {
    readonly sku: string;
    readonly scope: Scope;
    /** Null if there is no price. */
    readonly unitPrice: UnitPrice | null;
  }[];
}

export function offerOf(productLine: ProductLine, context: OrderContext): LineOffer {
  const { catalogue, negotiatedPrices, account } = context;
  const region = priceRegionOf(productLine, account.country);
  const { values } = policiesOf(productLine, context);
  const items = catalogue.skus
    .filter((sku) => sku.productLine === productLine.productLine)
    .map((sku) => ({
      sku: sku.sku,
      scope: scopeOf(sku, values),
      unitPrice: region === undefined ? null : unitPriceOf(catalogue, negotiatedPrices, sku.sku, region),
    }));
  return { productLine, region, items };
}
