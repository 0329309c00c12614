import fc from 'fast-check';
import {
  addMoney,
  formatInteger,
  formatMoney,
  lineAmountMinor,
  money,
  MoneyError,
  proportionOf,
} from '../../src/domain/money.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const amount = fc.integer({ min: 0, max: 1_000_000_000 });
const quantity = fc.integer({ min: 0, max: 1_000_000 });
const perQuantity = fc.integer({ min: 1, max: 1_000 });
const termCount = fc.integer({ min: 1, max: 9 });

describe('the amount of a line', () => {
  it('is quantity × price × terms', () => {
    expect(lineAmountMinor({ quantity: 10_000, amountMinor: 120, perQuantity: 1, termCount: 1 })).toBe(
      1_200_000,
    );
    expect(lineAmountMinor({ quantity: 2, amountMinor: 590_000, perQuantity: 1, termCount: 12 })).toBe(
      14_160_000,
    );
  });

  it.each([
    [1, 1, 2, 1, 1],
    [1, 1, 3, 1, 0],
    [2, 1, 3, 1, 1],
    [5, 1, 10, 1, 1],
    [3, 5, 10, 1, 2],
    [1, 1, 2, 3, 2],
  ])(
    'rounds half up once, over the whole line: %i × %i / %i × %i',
    (units, amountMinor, per, terms, expected) => {
      expect(lineAmountMinor({ quantity: units, amountMinor, perQuantity: per, termCount: terms })).toBe(
        expected,
      );
    },
  );

  it('is exact where a product of numbers would not be', () => {
    expect(lineAmountMinor({ quantity: MAX, amountMinor: MAX, perQuantity: MAX, termCount: 1 })).toBe(MAX);
    expect(
      lineAmountMinor({
        quantity: 94_906_267,
        amountMinor: 94_906_267,
        perQuantity: 94_906_267,
        termCount: 3,
      }),
    ).toBe(284_718_801);
  });

  it('is null where no safe integer can hold it', () => {
    expect(lineAmountMinor({ quantity: MAX, amountMinor: 1, perQuantity: 1, termCount: 1 })).toBe(MAX);
    expect(lineAmountMinor({ quantity: MAX, amountMinor: 2, perQuantity: 1, termCount: 1 })).toBeNull();
  });

  it.each([
    { quantity: 1.5 },
    { quantity: -1 },
    { amountMinor: Number.NaN },
    { perQuantity: 0 },
    { termCount: 2 ** 53 },
  ])('refuses factors that are no counts: %j', (wrong) => {
    expect(() =>
      lineAmountMinor({ quantity: 1, amountMinor: 1, perQuantity: 1, termCount: 1, ...wrong }),
    ).toThrow(MoneyError);
  });

  it('lies within half a minor unit of the exact fraction, whatever the factors', () => {
    fc.assert(
      fc.property(quantity, amount, perQuantity, termCount, (units, amountMinor, per, terms) => {
        const result = lineAmountMinor({ quantity: units, amountMinor, perQuantity: per, termCount: terms });
        const exact = BigInt(units) * BigInt(amountMinor) * BigInt(terms);
        const twiceOff = 2n * (BigInt(result ?? -1) * BigInt(per) - exact);
        expect(twiceOff > -BigInt(per) && twiceOff <= BigInt(per)).toBe(true);
      }),
    );
  });

  it('never shrinks when more is bought', () => {
    fc.assert(
      fc.property(quantity, quantity, amount, perQuantity, (some, more, amountMinor, per) => {
        const few = lineAmountMinor({ quantity: some, amountMinor, perQuantity: per, termCount: 1 });
        const many = lineAmountMinor({ quantity: some + more, amountMinor, perQuantity: per, termCount: 1 });
        expect(many).toBeGreaterThanOrEqual(few!);
      }),
    );
  });
});

describe('adding money', () => {
  it('adds within one currency', () => {
    expect(addMoney(money(1, 'USD'), money(2, 'USD'))).toEqual({ amountMinor: 3, currency: 'USD' });
  });

  it('refuses to mix currencies', () => {
    expect(() => addMoney(money(1, 'USD'), money(1, 'CNY'))).toThrow('cannot add CNY to USD');
  });

  it('refuses what a safe integer cannot hold', () => {
    expect(() => addMoney(money(MAX, 'USD'), money(1, 'USD'))).toThrow(MoneyError);
    expect(() => money(0.5, 'USD')).toThrow(MoneyError);
  });

  it('gives the same sum in any order', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1 }), (amounts) => {
        const sum = (list: number[]) => list.map((minor) => money(minor, 'CNY')).reduce(addMoney);
        expect(sum(amounts)).toEqual(sum([...amounts].reverse()));
      }),
    );
  });
});

describe('a part of an amount', () => {
  it('rounds down', () => {
    expect(proportionOf(100, 1, 3)).toBe(33);
    expect(proportionOf(MAX, 1_000_000, 1_000_000)).toBe(MAX);
  });

  it('is conserved: the parts never add up to more than the whole', () => {
    fc.assert(
      fc.property(amount, quantity, quantity, (whole, a, b) => {
        fc.pre(a + b > 0);
        const parts = proportionOf(whole, a, a + b) + proportionOf(whole, b, a + b);
        expect(parts).toBeLessThanOrEqual(whole);
        expect(parts).toBeGreaterThanOrEqual(whole - 1);
      }),
    );
  });

  it('refuses more than the whole', () => {
    expect(() => proportionOf(100, 4, 3)).toThrow(MoneyError);
    expect(() => proportionOf(100, 0, 0)).toThrow(MoneyError);
  });
});

describe('money in words', () => {
  it.each([
    [1_200_000, 'USD', 'en', '12,000.00 USD'],
    [120, 'USD', 'zh', '1.20 美元'],
    [5, 'CNY', 'en', '0.05 CNY'],
    [123_456_789, 'CNY', 'zh', '1,234,567.89 元'],
    [-5, 'USD', 'en', '-0.05 USD'],
    [MAX, 'USD', 'en', '90,071,992,547,409.91 USD'],
    [0, 'JPY', 'en', '0 JPY'],
    [1_234_567, 'JPY', 'zh', '1,234,567 日元'],
    [-5, 'JPY', 'en', '-5 JPY'],
    [5, 'KWD', 'en', '0.005 KWD'],
    [1_234_567, 'KWD', 'zh', '1,234.567 科威特第纳尔'],
    [12_345, 'CLF', 'en', '1.2345 CLF'],
  ] as const)('%i minor units of %s read in %s as %s', (minor, currency, language, expected) => {
    expect(formatMoney({ amountMinor: minor, currency }, language)).toBe(expected);
  });

  it('sets thousands apart', () => {
    expect([0, 999, 1_000, 1_234_567].map(formatInteger)).toEqual(['0', '999', '1,000', '1,234,567']);
  });
});
