/** Violations of a list of prices, set by an operator or negotiated in an agreement. */
import { CURRENCIES } from '../money.ts';
import type { Violation } from '../errors.ts';
import type { RuleId } from '../rules.ts';
import { entryOf, type Facts, type Wording } from '../wording.ts';
import { findProductLine, findSku, type CatalogueDefinitions, type ProductLine } from './catalogue.ts';
import { priceKeyOf, type PriceInput } from './price.ts';

const WORDINGS = {
  unknown_sku: {
    rule: '§8.2',
    message: { en: 'The catalogue has no SKU {sku}.', zh: '目录中没有 SKU {sku}。' },
    remedy: { en: 'Use a code of GET /v1/catalogue.', zh: '请使用 GET /v1/catalogue 中的编码。' },
  },
  other_product_line: {
    rule: 'AMB-31',
    message: {
      en: '{sku} is of {productLine}, which the agreement does not cover.',
      zh: '{sku} 属于 {productLine}，不在协议范围内。',
    },
    remedy: {
      en: 'Add the product line to the agreement or leave the price out.',
      zh: '请将该产品线加入协议，或去掉该价格。',
    },
  },
  not_a_price: {
    rule: '§8.2',
    message: {
      en: 'This must be a whole number above 0 and below 2^53.',
      zh: '此处必须是大于 0 且小于 2^53 的整数。',
    },
    remedy: { en: 'Give minor units: 1.20 is 120.', zh: '请使用最小货币单位：1.20 写作 120。' },
  },
  wrong_currency: {
    rule: 'AMB-48',
    message: { en: '{productLine} is sold in {currency}.', zh: '{productLine} 以{currency}销售。' },
    remedy: { en: 'Give the price in {currency}.', zh: '请以{currency}给出价格。' },
  },
  region_required: {
    rule: 'AMB-36',
    message: { en: 'Prices of {productLine} depend on the region.', zh: '{productLine} 的价格按区域划分。' },
    remedy: { en: 'Name one of the regions: {regions}.', zh: '请指定区域之一：{regions}。' },
  },
  unknown_region: {
    rule: 'AMB-36',
    message: {
      en: '{productLine} has no price region {region}.',
      zh: '{productLine} 没有价格区域 {region}。',
    },
    remedy: { en: 'Name one of the regions: {regions}.', zh: '请指定区域之一：{regions}。' },
  },
  region_not_used: {
    rule: '§8.2',
    message: {
      en: 'Prices of {productLine} do not depend on a region.',
      zh: '{productLine} 的价格不按区域划分。',
    },
    remedy: { en: 'Leave the region out.', zh: '请去掉区域。' },
  },
  repeated_price: {
    rule: '§8.2',
    message: { en: 'The list has two prices for {sku}.', zh: '列表中 {sku} 有两个价格。' },
    remedy: { en: 'Give one price for each SKU and region.', zh: '每个 SKU 与区域只给一个价格。' },
  },
} as const satisfies Record<string, Wording & { readonly rule: RuleId }>;
type PriceViolation = keyof typeof WORDINGS;

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
): Violation[] {
  const violations: Violation[] = [];
  const seen = new Set<string>();
  prices.forEach((price, index) => {
    const at = `${path}[${index}]`;
    const add = (field: string, code: PriceViolation, facts: Facts) =>
      violations.push(
        entryOf(WORDINGS[code], { path: `${at}.${field}`, code, rule: WORDINGS[code].rule }, facts),
      );

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
        currency: CURRENCIES[line.currency].alone,
      });
    }
    const region = regionViolationOf(line, price);
    if (region !== null) add('region', region, regionFacts(line, price));
  });
  return violations;
}

/** The violation of a price's region; null if it is valid for its line. */
function regionViolationOf(line: ProductLine, { region }: PriceInput): PriceViolation | null {
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
