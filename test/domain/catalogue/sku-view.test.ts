import {
  findSku,
  priceRegionOf,
  findProductLine,
  termsVersionsOf,
} from '../../../src/domain/catalogue/catalogue.ts';
import { skuViewOf } from '../../../src/domain/catalogue/sku-view.ts';
import { shippedCatalogue } from '../../application/catalogue/shipped-catalogue.ts';

describe('a SKU as it is shown', () => {
  it('carries prices, rules and what its product line decides', async () => {
    const catalogue = await shippedCatalogue();
    expect(skuViewOf(catalogue, findSku(catalogue, 'AIMIS-INTL-CI-QTY-15Y')!)).toEqual({
      sku: 'AIMIS-INTL-CI-QTY-15Y',
      productLine: 'aimis-intl',
      kind: 'inspection-lot',
      name: { en: 'Cloud inspections by quantity, stored 15 years', zh: '云检查资源（按量，存储 15 年）' },
      unit: 'inspection',
      minimum: 1_000,
      step: 1_000,
      term: null,
      storageYears: 15,
      prices: [{ amountMinor: 120, currency: 'USD', perQuantity: 1, demo: true }],
      channel: 'any',
      agreementRequired: true,
      refundPolicy: 'agreement_only',
      scope: 'account',
      resource: 'inspection',
      rules: [
        'R-INTL-21',
        'R-INTL-58',
        'R-INTL-57',
        'R-INTL-17',
        'R-INTL-15',
        'R-INTL-19',
        'R-INTL-04',
        'R-INTL-11',
      ],
    });
  });

  it('shows no price while none is set', async () => {
    const catalogue = await shippedCatalogue({ demoPrices: false });
    expect(skuViewOf(catalogue, findSku(catalogue, 'AIMIS-INTL-CI-ANN')!).prices).toEqual([]);
  });

  it('shows both regions where prices are regional', async () => {
    const catalogue = await shippedCatalogue();
    expect(skuViewOf(catalogue, findSku(catalogue, 'HW-DEV-MODELDEV-STD')!)).toMatchObject({
      tier: 'Standard',
      family: 'Model Development',
      prices: [
        { region: 'outside-china-1', amountMinor: 9_000_000 },
        { region: 'outside-china-2', amountMinor: 13_000_000 },
      ],
    });
  });
});

describe('a catalogue', () => {
  it('names the current terms of each product line', async () => {
    expect(termsVersionsOf(await shippedCatalogue())).toEqual({
      'aimis-cn': '2024-04-23',
      'aimis-intl': '2025-03-07',
      'huawei-ai': '2025-07-08',
      ipc: '2026-03-24',
    });
  });

  it.each([
    ['BR', 'outside-china-2'],
    ['MX', 'outside-china-1'],
    ['RU', 'outside-china-1'],
    ['HK', 'outside-china-1'],
    ['TW', 'outside-china-1'],
    ['TR', 'outside-china-2'],
    ['IR', 'outside-china-2'],
    ['EG', 'outside-china-2'],
    ['CN', undefined],
    ['US', undefined],
    ['CA', undefined],
    ['AQ', undefined],
    ['constructor', undefined],
  ])('sells Huawei services to %s in the region %s (AMB-36)', async (country, region) => {
    const line = findProductLine(await shippedCatalogue(), 'huawei-ai')!;
    expect(priceRegionOf(line, country)).toBe(region);
  });

  it('has no regions where prices are not regional', async () => {
    expect(priceRegionOf(findProductLine(await shippedCatalogue(), 'ipc')!, 'US')).toBeNull();
  });
});
