/**
 * Chooses what the canary buys: a package of units that may be overdrawn, so that arrears suspend a capability. The catalogue
 * decides; no product is known here.
 */
import {
  findProductLine,
  findResource,
  priceRegionOf,
  type Catalogue,
  type ProductLine,
} from '../../domain/catalogue/catalogue.ts';
import { poolPoliciesOf } from '../../domain/catalogue/policy-set.ts';
import type { Sku } from '../../domain/catalogue/sku.ts';
import { unitPriceOf } from '../../domain/pricing/unit-price.ts';
import type { CanaryProduct } from '../../storage/collections/canary-rounds.ts';

/** Of a line that is sold everywhere at one price. */
const ANY_COUNTRY = 'SG';
/** Units that a round overdraws. */
export const OVERDRAWN_UNITS = 1;

/** The first product of the catalogue that a round can use; null if there is none. */
export function chooseProduct(catalogue: Catalogue): CanaryProduct | null {
  for (const sku of catalogue.skus) {
    const product = productOf(catalogue, sku);
    if (product !== null) return product;
  }
  return null;
}

function productOf(catalogue: Catalogue, sku: Sku): CanaryProduct | null {
  const { fulfilment, channel, scope, requires = [], term } = sku;
  if (fulfilment.kind !== 'lot' || channel !== 'any' || scope !== 'account' || requires.length > 0)
    return null;
  const line = findProductLine(catalogue, sku.productLine);
  const resource = findResource(catalogue, fulfilment.resource);
  if (line === undefined || resource === undefined || resource.overdraft === 'none') return null;
  const { graceHours, resumeRequires, usageNeedsBasic } = poolPoliciesOf(resource.policies).values;
  const quantity = quantityOf(sku, OVERDRAWN_UNITS + resumeRequires);
  const country = countryOf(catalogue, line, sku);
  if (usageNeedsBasic || quantity === null || country === null) return null;
  return {
    sku: sku.sku,
    productLine: line.productLine,
    termsVersion: line.terms.version,
    agreementRequired: line.agreement.required,
    country,
    quantity,
    term: term && { count: term.minimum, unit: term.unit },
    resource: resource.resource,
    capability: resource.capability,
    graceHours,
  };
}

/** The smallest quantity that can be ordered and has the units that a top-up needs to end a suspension; null if none has. */
function quantityOf({ minimum, step, maximum = Infinity }: Sku, units: number): number | null {
  const quantity = Math.ceil(Math.max(minimum, units) / step) * step;
  return quantity <= maximum ? quantity : null;
}

/** A country in which the product has a price; null if it has none anywhere. */
function countryOf(catalogue: Catalogue, line: ProductLine, { sku }: Sku): string | null {
  const countries = line.priceRegions === null ? [ANY_COUNTRY] : Object.keys(line.priceRegions.countries);
  const priced = countries.find((country) => {
    const region = priceRegionOf(line, country);
    return region !== undefined && (unitPriceOf(catalogue, [], sku, region)?.amountMinor ?? 0) > 0;
  });
  return priced ?? null;
}
