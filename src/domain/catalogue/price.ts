/** Prices: what a quantity of a SKU costs, in one region where prices are regional. */
import type { AgreementId } from '../ids.ts';
import type { Currency } from '../currencies.ts';

export interface Price {
  readonly sku: string;
  /** Region of the product line's prices; absent where prices are not regional. */
  readonly region?: string;
  /** Minor units for `perQuantity` units (and one term, where the SKU has one). Safe integer > 0. */
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly perQuantity: number;
  /** Of a list made up for demonstrations. */
  readonly demo?: boolean;
}

/** A price as it is set, in the catalogue or in an agreement. */
export interface PriceInput {
  readonly sku: string;
  readonly region?: string | undefined;
  readonly amountMinor: number;
  readonly currency: Currency;
  /** 1 where absent. */
  readonly perQuantity?: number | undefined;
}

/** The price that a line was calculated with, frozen on it. */
export interface UnitPrice {
  readonly region?: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly perQuantity: number;
  readonly demo?: boolean;
  /** Agreement that negotiated it; absent where it is the catalogue's. */
  readonly agreementId?: AgreementId;
}

/** Identity of a price within one list. */
export function priceKeyOf({ sku, region }: Pick<PriceInput, 'sku' | 'region'>): string {
  return region === undefined ? sku : `${sku} ${region}`;
}
