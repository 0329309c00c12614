/** Selects the price of a line: the one negotiated in an agreement, or else the catalogue's. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PriceInput, UnitPrice } from '../catalogue/price.ts';
import type { AgreementId } from '../ids.ts';

/** A price of an agreement that covers the account and the product line, instead of the catalogue's. */
export interface NegotiatedPrice extends PriceInput {
  readonly agreementId: AgreementId;
}

/**
 * The price of a SKU in a region (null if prices are not regional); null if there is none. The first of several negotiated
 * prices wins.
 */
export function unitPriceOf(
  catalogue: Pick<Catalogue, 'prices'>,
  negotiated: readonly NegotiatedPrice[],
  sku: string,
  region: string | null,
): UnitPrice | null {
  const matches = (price: PriceInput) => price.sku === sku && (price.region ?? null) === region;
  const agreed = negotiated.find(matches);
  if (agreed !== undefined) {
    const { amountMinor, currency, perQuantity, agreementId } = agreed;
    return {
      ...(region === null ? {} : { region }),
      amountMinor,
      currency,
      perQuantity: perQuantity ?? 1,
      agreementId,
    };
  }
  const listed = catalogue.prices.find(matches);
  if (listed === undefined) return null;
  const { sku: _sku, ...price } = listed;
  return price;
}
