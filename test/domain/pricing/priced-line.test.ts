import fc from 'fast-check';
import { findSku, type Catalogue } from '../../../src/domain/catalogue/catalogue.ts';
import type { UnitPrice } from '../../../src/domain/catalogue/price.ts';
import { priceLine } from '../../../src/domain/pricing/priced-line.ts';
import { unitPriceOf } from '../../../src/domain/pricing/unit-price.ts';
import { shippedCatalogue } from '../../application/catalogue/shipped-catalogue.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

const usd = (amountMinor: number, perQuantity = 1): UnitPrice => ({
  amountMinor,
  currency: 'USD',
  perQuantity,
});
const sku = (code: string) => findSku(catalogue, code)!;

describe('the formula of a line', () => {
  it.each([
    [
      'AIMIS-INTL-CI-QTY-15Y',
      usd(120),
      10_000,
      null,
      '10,000 inspections × 1.20 USD per inspection (15-year package) = 12,000.00 USD',
      '10,000 例次 × 1.20 美元/例次（15 年包） = 12,000.00 美元',
    ],
    [
      'AIMIS-INTL-CI-ANN',
      usd(10),
      10_000,
      { count: 15, unit: 'year' },
      '10,000 inspections × 0.10 USD per inspection per year × 15 years = 15,000.00 USD',
      '10,000 例次 × 0.10 美元/例次/年 × 15 年 = 15,000.00 美元',
    ],
    [
      'AIMIS-INTL-AI-MIMI',
      usd(2_500, 100),
      1_000,
      null,
      '1,000 cases × 25.00 USD per 100 cases = 250.00 USD',
      '1,000 例 × 25.00 美元/100 例 = 250.00 美元',
    ],
    [
      'IPC-SW-PREVISIT',
      usd(7_000_000),
      1,
      { count: 1, unit: 'year' },
      '1 set × 70,000.00 USD per set per year × 1 year = 70,000.00 USD',
      '1 套 × 70,000.00 美元/套/年 × 1 年 = 70,000.00 美元',
    ],
    [
      'IPC-SW-PRECONSULT',
      usd(590_000),
      2,
      { count: 12, unit: 'month' },
      '2 sets × 5,900.00 USD per set per month × 12 months = 141,600.00 USD',
      '2 套 × 5,900.00 美元/套/月 × 12 个月 = 141,600.00 美元',
    ],
  ] as const)('of %s can be checked by hand', (code, price, quantity, term, en, zh) => {
    expect(priceLine(catalogue, sku(code), price, quantity, term)?.formula).toEqual({ en, zh });
  });

  it('ends in the amount, whatever is bought', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.constantFrom(1, 3, 1_000),
        (quantity, amountMinor, per) => {
          const priced = priceLine(
            catalogue,
            sku('AIMIS-INTL-AI-MIMI'),
            usd(amountMinor, per),
            quantity,
            null,
          )!;
          const shown = priced.formula.en.split(' = ')[1]!.replace(/[^0-9]/g, '');
          expect(Number(shown)).toBe(priced.amount.amountMinor);
        },
      ),
    );
  });

  it('is refused with its amount when that is too large', () => {
    expect(priceLine(catalogue, sku('AIMIS-INTL-AI-MIMI'), usd(Number.MAX_SAFE_INTEGER), 2, null)).toBeNull();
  });
});

describe('the price of a line', () => {
  const agreed = {
    sku: 'AIMIS-INTL-AI-MIMI',
    amountMinor: 7,
    currency: 'USD',
    agreementId: 'agr_1',
  } as const;

  it('is the catalogue’s where nothing was negotiated', () => {
    expect(unitPriceOf(catalogue, [], 'AIMIS-INTL-AI-MIMI', null)).toEqual({
      amountMinor: 25,
      currency: 'USD',
      perQuantity: 1,
      demo: true,
    });
  });

  it('is the negotiated one where there is one, the first of several', () => {
    expect(
      unitPriceOf(catalogue, [agreed, { ...agreed, amountMinor: 9 }], 'AIMIS-INTL-AI-MIMI', null),
    ).toEqual({
      amountMinor: 7,
      currency: 'USD',
      perQuantity: 1,
      agreementId: 'agr_1',
    });
  });

  it('is negotiated for its region only', () => {
    const negotiated = [{ ...agreed, sku: 'HW-DEV-MODELDEV-STD', region: 'outside-china-1' }];
    expect(unitPriceOf(catalogue, negotiated, 'HW-DEV-MODELDEV-STD', 'outside-china-1')?.amountMinor).toBe(7);
    expect(unitPriceOf(catalogue, negotiated, 'HW-DEV-MODELDEV-STD', 'outside-china-2')?.amountMinor).toBe(
      13_000_000,
    );
  });

  it('is none where none is set, even if an agreement could set one', () => {
    expect(unitPriceOf({ prices: [] }, [], 'AIMIS-INTL-AI-MIMI', null)).toBeNull();
    expect(unitPriceOf({ prices: [] }, [agreed], 'AIMIS-INTL-AI-MIMI', null)?.amountMinor).toBe(7);
  });
});
