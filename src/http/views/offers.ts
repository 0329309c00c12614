/** What a product line offers an account, as responses show it. */
import type { AccountOffer } from '../../application/orders/read-offers.ts';
import type { Offer } from '../../contracts/offers.ts';

export function offerView({ productLine, region, items, agreementSatisfied }: AccountOffer): Offer {
  const named = productLine.priceRegions?.regions.find((candidate) => candidate.region === region);
  return {
    productLine: productLine.productLine,
    sold: region !== undefined,
    region: named === undefined ? null : { region: named.region, name: named.name },
    agreement: { required: productLine.agreement.required, satisfied: agreementSatisfied },
    items: items.map(({ unitPrice, ...item }) => ({
      ...item,
      unitPrice: unitPrice === null ? null : { ...unitPrice },
    })),
  };
}
