/** Converts the file of a product line to domain types: defaults applied, countries by region, prices separated. */
import type { LineRules, ProductLine, Resource, TermsOfService } from '../../domain/catalogue/catalogue.ts';
import { priceOf } from '../../domain/catalogue/price-change.ts';
import type { Price } from '../../domain/catalogue/price.ts';
import type { Sku } from '../../domain/catalogue/sku.ts';
import type { ProductLineFile } from './catalogue-schema.ts';
import { isLineRuleId } from '../../domain/rules.ts';
import { termsSha256Of } from './content-hash.ts';

/** Applies `skuDefaults` to each SKU, rule by rule, before the file is validated. */
export function withDefaults(raw: unknown): unknown {
  if (!isRecord(raw)) return raw;
  const { skuDefaults, skus } = raw;
  if (!isRecord(skuDefaults) || !Array.isArray(skus)) return raw;
  const laid = skus.map((sku: unknown) =>
    isRecord(sku)
      ? { ...skuDefaults, ...sku, rules: { ...recordOf(skuDefaults['rules']), ...recordOf(sku['rules']) } }
      : sku,
  );
  return { ...raw, skus: laid };
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The product line as a domain object. */
export function productLineOf({
  skus: _skus,
  skuDefaults: _defaults,
  units: _units,
  resources: _resources,
  priceRegions,
  terms,
  capabilities,
  rules,
  ...rest
}: ProductLineFile): ProductLine {
  const line = {
    ...rest,
    terms: termsOf(terms),
    // Codes of capabilities hold full stops, which keys of stored records should not.
    capabilities: Object.entries(capabilities).map(([code, name]) => ({ code, name })),
    ...(rules === undefined ? {} : { rules: lineRulesOf(rules) }),
  };
  if (priceRegions === null) return { ...line, priceRegions };
  return {
    ...line,
    priceRegions: {
      rule: priceRegions.rule,
      regions: priceRegions.regions.map(({ countries: _countries, ...region }) => region),
      countries: Object.fromEntries(
        priceRegions.regions.flatMap(({ region, countries }) =>
          countries.split(' ').map((country) => [country, region]),
        ),
      ),
    },
  };
}

function termsOf({ text, ...terms }: ProductLineFile['terms']): TermsOfService {
  const { en, zh } = { en: text.en.join('\n'), zh: text.zh.join('\n') };
  return { ...terms, text: { en, zh }, sha256: termsSha256Of({ en, zh }) };
}

function lineRulesOf({ source, statements }: NonNullable<ProductLineFile['rules']>): LineRules {
  return {
    source,
    statements: Object.entries(statements).flatMap(([id, statement]) =>
      isLineRuleId(id) ? [{ id, statement }] : [],
    ),
  };
}

/** Resources that the file brings, with the rules that it has for them. */
export function resourcesOf({ productLine, resources }: ProductLineFile): Resource[] {
  return resources.map(({ rules, ...resource }) => ({ ...resource, editions: { [productLine]: rules } }));
}

/** SKUs of a product line, without their prices. */
export function skusOf({ productLine, skus }: ProductLineFile): Sku[] {
  return skus.map(({ prices: _prices, ...sku }) => ({ ...sku, productLine }));
}

/** Prices that the source of a product line states, in its currency. */
export function publishedPricesOf({ currency, skus }: ProductLineFile): Price[] {
  return skus.flatMap(({ sku, prices }) =>
    prices.map((price) => priceOf({ ...price, sku, currency }, false)),
  );
}
