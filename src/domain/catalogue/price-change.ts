/** A new version of the catalogue with other prices. Placed orders retain the price they were sold at. */
import type { Instant } from '../instant.ts';
import type { Catalogue } from './catalogue.ts';
import { priceViolationsOf, type PriceViolation } from './price-violations.ts';
import { priceKeyOf, type Price, type PriceInput } from './price.ts';

export interface PriceChange {
  /** Version of the catalogue that the change makes. */
  readonly version: string;
  readonly effectiveFrom: Instant;
  /** Prices that are added or replaced; the others stay. */
  readonly prices: readonly PriceInput[];
  /** Marks all of them as made up for demonstrations. */
  readonly demo: boolean;
}

/** What a change did to one price. */
export interface PriceDifference {
  readonly sku: string;
  readonly region?: string;
  readonly before: Price | null;
  readonly after: Price;
}

export type PriceChangeResult =
  | { readonly ok: true; readonly catalogue: Catalogue; readonly differences: readonly PriceDifference[] }
  | { readonly ok: false; readonly violations: readonly PriceViolation[] };

/** Applies a change, or returns every violation in it. The differences list only what changed. */
export function changePrices(catalogue: Catalogue, change: PriceChange): PriceChangeResult {
  const violations = priceViolationsOf(catalogue, change.prices, { path: 'prices' });
  if (violations.length > 0) return { ok: false, violations };

  const prices = new Map(catalogue.prices.map((price) => [priceKeyOf(price), price]));
  const differences: PriceDifference[] = [];
  for (const input of change.prices) {
    const after = priceOf(input, change.demo);
    const before = prices.get(priceKeyOf(after)) ?? null;
    if (before !== null && isSamePrice(before, after)) continue;
    prices.set(priceKeyOf(after), after);
    differences.push({
      sku: after.sku,
      ...(after.region === undefined ? {} : { region: after.region }),
      before,
      after,
    });
  }
  const { version, effectiveFrom } = change;
  return {
    ok: true,
    catalogue: { ...catalogue, version, effectiveFrom, prices: [...prices.values()] },
    differences,
  };
}

/** A complete price, from what was set. */
export function priceOf(
  { sku, region, amountMinor, currency, perQuantity }: PriceInput,
  demo: boolean,
): Price {
  return {
    sku,
    ...(region === undefined ? {} : { region }),
    amountMinor,
    currency,
    perQuantity: perQuantity ?? 1,
    ...(demo ? { demo } : {}),
  };
}

function isSamePrice(a: Price, b: Price): boolean {
  return (
    a.amountMinor === b.amountMinor &&
    a.currency === b.currency &&
    a.perQuantity === b.perQuantity &&
    (a.demo ?? false) === (b.demo ?? false)
  );
}
