/** Violations of a list of prices, set by an operator or negotiated in an agreement. */
import { currencyName } from '../currencies.ts';
import type { Facts, FoundViolation } from '../found-violation.ts';
import type { RuleId } from '../rules.ts';
import { findProductLine, findSku, type CatalogueDefinitions, type ProductLine } from './catalogue.ts';
import { priceKeyOf, type PriceInput } from './price.ts';

/** Rules behind the violations, by code. Their sentences are in src/messages/violations/prices.ts. */
const PRICE_VIOLATIONS = {
  unknown_sku: '§8.2',
  other_product_line: 'AMB-31',
  not_a_price: '§8.2',
  wrong_currency: 'AMB-48',
  region_required: 'AMB-36',
  unknown_region: 'AMB-36',
  region_not_used: '§8.2',
  repeated_price: '§8.2',
} as const satisfies Record<string, RuleId>;
export type PriceViolationCode = keyof typeof PRICE_VIOLATIONS;
export type PriceViolation = FoundViolation<PriceViolationCode>;

export interface PriceListContext {
  /** Where the list stands in the request, such as `prices`. */
  readonly path: string;
  /** Product lines that the list may price; absent = all. */
  readonly productLines?: readonly string[];
}

/** All violations of a list of prices, each with its path. Empty if the list is valid. */
export function priceViolationsOf(
  catalogue: CatalogueDefinitions,
  prices: readonly PriceInput[],
  { path, productLines }: PriceListContext,
): PriceViolation[] {
  const violations: PriceViolation[] = [];
  const seen = new Set<string>();
  prices.forEach((price, index) => {
    const at = `${path}[${index}]`;
    const add = (field: string, code: PriceViolationCode, facts: Facts) =>
      violations.push({ key: code, code, path: `${at}.${field}`, rule: PRICE_VIOLATIONS[code], facts });

    if (!isPositive(price.amountMinor)) add('amountMinor', 'not_a_price', {});
    if (price.perQuantity !== undefined && !isPositive(price.perQuantity))
      add('perQuantity', 'not_a_price', {});
    const key = priceKeyOf(price);
    if (seen.has(key)) add('sku', 'repeated_price', { sku: key });
    seen.add(key);

    const sku = findSku(catalogue, price.sku);
    const line = sku && findProductLine(catalogue, sku.productLine);
    if (sku === undefined || line === undefined) {
      add('sku', 'unknown_sku', { sku: price.sku });
      return;
    }
    if (productLines !== undefined && !productLines.includes(sku.productLine)) {
      add('sku', 'other_product_line', { sku: sku.sku, productLine: line.name });
    }
    if (price.currency !== line.currency) {
      add('currency', 'wrong_currency', {
        productLine: line.name,
        currency: currencyName(line.currency),
      });
    }
    const region = regionViolationOf(line, price);
    if (region !== null) add('region', region, regionFacts(line, price));
  });
  return violations;
}

/** The violation of a price's region; null if it is valid for its line. */
function regionViolationOf(line: ProductLine, { region }: PriceInput): PriceViolationCode | null {
  if (line.priceRegions === null) return region === undefined ? null : 'region_not_used';
  if (region === undefined) return 'region_required';
  return line.priceRegions.regions.some((known) => known.region === region) ? null : 'unknown_region';
}

function regionFacts(line: ProductLine, { region }: PriceInput): Facts {
  const regions = line.priceRegions?.regions.map((known) => known.region).join(', ') ?? '';
  return { productLine: line.name, regions, region: region ?? '' };
}

function isPositive(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
