import fc from 'fast-check';
import type { Catalogue } from '../../../src/domain/catalogue/catalogue.ts';
import { changePrices } from '../../../src/domain/catalogue/price-change.ts';
import { priceViolationsOf } from '../../../src/domain/catalogue/price-violations.ts';
import { priceKeyOf, type PriceInput } from '../../../src/domain/catalogue/price.ts';
import { shippedCatalogue } from '../../application/catalogue/shipped-catalogue.ts';

const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', amountMinor: 30, currency: 'USD' } as const;
const HUAWEI = { sku: 'HW-DEV-MODELDEV-STD', amountMinor: 1, currency: 'USD' } as const;

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue({ demoPrices: false });
});

const codes = (prices: readonly PriceInput[], productLines?: string[]) =>
  priceViolationsOf(catalogue, prices, { path: 'prices', ...(productLines && { productLines }) }).map(
    ({ path, code }) => `${path} ${code}`,
  );

describe('a list of prices', () => {
  it('may be used when nothing is wrong', () => {
    expect(
      codes([MIMI, { ...HUAWEI, region: 'outside-china-1' }, { ...HUAWEI, region: 'outside-china-2' }]),
    ).toEqual([]);
  });

  it.each<[string, PriceInput, string]>([
    ['of an unknown SKU', { ...MIMI, sku: 'NONE' }, 'prices[0].sku unknown_sku'],
    ['of nothing', { ...MIMI, amountMinor: 0 }, 'prices[0].amountMinor not_a_price'],
    ['below nothing', { ...MIMI, amountMinor: -1 }, 'prices[0].amountMinor not_a_price'],
    ['of half a cent', { ...MIMI, amountMinor: 0.5 }, 'prices[0].amountMinor not_a_price'],
    ['beyond safe integers', { ...MIMI, amountMinor: 2 ** 53 }, 'prices[0].amountMinor not_a_price'],
    ['for no quantity', { ...MIMI, perQuantity: 0 }, 'prices[0].perQuantity not_a_price'],
    ['in another currency', { ...MIMI, currency: 'CNY' }, 'prices[0].currency wrong_currency'],
    [
      'in a region that is not used',
      { ...MIMI, region: 'outside-china-1' },
      'prices[0].region region_not_used',
    ],
    ['without the region it depends on', HUAWEI, 'prices[0].region region_required'],
    ['in an unknown region', { ...HUAWEI, region: 'mars' }, 'prices[0].region unknown_region'],
  ])('is refused with a price %s', (_mistake, price, expected) => {
    expect(codes([price])).toEqual([expected]);
  });

  it('is refused with two prices for one SKU and region', () => {
    expect(codes([MIMI, { ...MIMI, amountMinor: 31 }])).toEqual(['prices[1].sku repeated_price']);
  });

  it('of an agreement prices only the lines that it covers', () => {
    expect(codes([MIMI], ['ipc'])).toEqual(['prices[0].sku other_product_line']);
    expect(codes([MIMI], ['aimis-intl'])).toEqual([]);
  });

  it('reports all violations at once, each with a rule', () => {
    const violations = priceViolationsOf(catalogue, [{ ...MIMI, sku: 'NONE', amountMinor: 0 }], {
      path: 'prices',
    });
    expect(violations).toHaveLength(2);
    for (const { rule } of violations) expect(rule).toBeDefined();
  });
});

describe('a change of prices', () => {
  const change = { version: '2', effectiveFrom: '2026-01-01T00:00:00.000Z' as const, demo: false };

  it('makes a new version that retains the other prices, and leaves the old one as it was', () => {
    const before = structuredClone(catalogue);
    const result = changePrices(catalogue, { ...change, prices: [MIMI] });
    if (!result.ok) throw new Error('refused');
    expect(result.catalogue).toMatchObject({ version: '2', effectiveFrom: change.effectiveFrom });
    expect(result.catalogue.prices).toHaveLength(catalogue.prices.length + 1);
    expect(result.differences).toEqual([{ sku: MIMI.sku, before: null, after: { ...MIMI, perQuantity: 1 } }]);
    expect(catalogue).toEqual(before);
  });

  it('replaces the price of one region only', () => {
    const result = changePrices(catalogue, { ...change, prices: [{ ...HUAWEI, region: 'outside-china-2' }] });
    if (!result.ok) throw new Error('refused');
    expect(result.differences).toMatchObject([
      { region: 'outside-china-2', before: { amountMinor: 13_000_000 }, after: { amountMinor: 1 } },
    ]);
    expect(result.catalogue.prices).toHaveLength(catalogue.prices.length);
  });

  it('names no difference where a price stays, but one where it stops being made up', () => {
    const demo = changePrices(catalogue, { ...change, demo: true, prices: [MIMI] });
    if (!demo.ok) throw new Error('refused');
    expect(demo.differences).toMatchObject([{ after: { demo: true } }]);
    const again = changePrices(demo.catalogue, { ...change, demo: true, prices: [MIMI] });
    expect(again).toMatchObject({ ok: true, differences: [] });
    const real = changePrices(demo.catalogue, { ...change, prices: [MIMI] });
    expect(real).toMatchObject({ ok: true, differences: [{ before: { demo: true } }] });
  });

  it('is refused as a whole when one price is wrong', () => {
    const result = changePrices(catalogue, { ...change, prices: [MIMI, { ...MIMI, sku: 'NONE' }] });
    expect(result).toMatchObject({ ok: false, violations: [{ path: 'prices[1].sku' }] });
  });

  it('has one price for each SKU and region, whatever is changed', () => {
    const skus = catalogue.skus.filter(({ productLine }) => productLine !== 'huawei-ai');
    const input = fc.uniqueArray(fc.constantFrom(...skus), { selector: ({ sku }) => sku }).chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ sku, productLine }) =>
          fc.integer({ min: 1, max: 5 }).map((amountMinor): PriceInput => {
            const currency = productLine === 'aimis-cn' ? 'CNY' : 'USD';
            return { sku, amountMinor, currency };
          }),
        ),
      ),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 4 }), (changes) => {
        const last = changes.reduce((current, prices) => {
          const result = changePrices(current, { ...change, prices });
          if (!result.ok) throw new Error('refused');
          return result.catalogue;
        }, catalogue);
        const keys = last.prices.map(priceKeyOf);
        expect(new Set(keys).size).toBe(keys.length);
        for (const price of changes.at(-1) ?? [])
          expect(last.prices).toContainEqual({ ...price, perQuantity: 1 });
      }),
      { numRuns: 50 },
    );
  });
});
