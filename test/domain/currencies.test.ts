import { CURRENCIES, currencyName, decimalsOf, isCurrency } from '../../src/domain/currencies.ts';

describe('the currencies of ISO 4217', () => {
  it('are known by their codes, and nothing that objects inherit is', () => {
    expect(['USD', 'CNY', 'EUR', 'JPY', 'KWD'].every(isCurrency)).toBe(true);
    expect(['XAU', 'XXX', 'DEM', 'usd', '', 'toString'].some(isCurrency)).toBe(false);
  });

  it('stand once each, in alphabetical order', () => {
    expect(CURRENCIES).toEqual([...new Set(CURRENCIES)].sort());
    expect(CURRENCIES.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect(CURRENCIES.length).toBeGreaterThan(150);
  });

  it.each([
    ['USD', 2],
    ['CNY', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['IQD', 3],
    ['CLF', 4],
  ] as const)('%s has a minor unit of %i digits', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });

  it('have names for sentences in both languages', () => {
    expect(currencyName('USD')).toEqual({ en: 'US dollars', zh: '美元' });
    expect(currencyName('CNY')).toEqual({ en: 'Chinese yuan', zh: '人民币' });
    expect(currencyName('JPY')).toEqual({ en: 'Japanese yen', zh: '日元' });
    expect(currencyName('KWD')).toEqual({ en: 'Kuwaiti dinars', zh: '科威特第纳尔' });
  });
});
