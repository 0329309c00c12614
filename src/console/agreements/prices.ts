/** Prices that an agreement sets instead of those of the catalogue. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { textIn } from '../api/form-text.ts';
import { minorUnitsOf, type Money } from '../format/money.ts';

type Catalogue = Schemas['Catalogue'];
export type Sku = Catalogue['items'][number];
type PriceInput = NonNullable<Schemas['RecordAgreementBody']['prices']>[number];

/** What is needed of the catalogue to price its SKUs. */
export type Pricing = Pick<Catalogue, 'items' | 'productLines'>;

export const NO_PRICING: Pricing = { items: [], productLines: [] };

/** The names of a row's fields. */
export function rowFields(row: number) {
  return { sku: `price-${row}-sku`, region: `price-${row}-region`, amount: `price-${row}-amount` } as const;
}

/** The prices of a form, row by row. A row without a SKU is left out; what is no amount of its currency becomes 0. */
export function pricesIn(fields: FormData, pricing: Pricing): PriceInput[] {
  const rows = [...fields.keys()].flatMap((name) => /^price-(\d+)-sku$/.exec(name)?.[1] ?? []).map(Number);
  return rows.flatMap((row) => {
    const names = rowFields(row);
    const sku = findSku(pricing, textIn(fields, names.sku));
    const line = sku && lineOf(pricing, sku);
    if (sku === undefined || line === undefined) return [];
    const region = textIn(fields, names.region);
    const { currency } = line;
    const { perQuantity } = catalogueEntry(sku, region) ?? { perQuantity: 1 };
    return [
      {
        sku: sku.sku,
        ...(region === '' ? {} : { region }),
        amountMinor: minorUnitsOf(textIn(fields, names.amount), currency) ?? 0,
        currency,
        ...(perQuantity === 1 ? {} : { perQuantity }),
      },
    ];
  });
}

export function findSku({ items }: Pricing, code: string): Sku | undefined {
  return items.find(({ sku }) => sku === code);
}

export function lineOf({ productLines }: Pricing, { productLine }: Pick<Sku, 'productLine'>) {
  return productLines.find((line) => line.productLine === productLine);
}

/** The price that the catalogue has, and for how many units; undefined if it has none. */
export function catalogueEntry(
  { prices }: Sku,
  region: string,
): (Money & { readonly perQuantity: number }) | undefined {
  return prices.find((price) => (price.region ?? '') === region);
}
