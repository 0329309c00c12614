import {
  editionOf,
  minimumPackageOf,
  orderableOf,
  type EditionFacts,
} from '../../../src/domain/catalogue/edition.ts';
import type { AgreementPeriod } from '../../../src/domain/catalogue/agreement-period.ts';
import { findResource, type Catalogue } from '../../../src/domain/catalogue/catalogue.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { LastBought } from '../../../src/domain/ledger/state.ts';
import { shippedCatalogue } from '../../application/catalogue/shipped-catalogue.ts';

const NOW = '2025-06-01T00:00:00.000Z';
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

const bought = (sku: string, storageYears: number | null = 15): LastBought => ({
  productLine: sku.startsWith('AIMIS-CN') ? 'aimis-cn' : 'aimis-intl',
  sku,
  storageYears,
  purchasedAt: NOW,
});
const agreed = (productLine: string, until: Instant | null = null): AgreementPeriod => ({
  productLines: [productLine],
  from: '2025-01-01T00:00:00.000Z',
  until,
});
const editionFor = (facts: Partial<EditionFacts> = {}, resource = 'inspection') =>
  editionOf(
    catalogue,
    findResource(catalogue, resource)!,
    { lastBought: null, agreements: [], ...facts },
    NOW,
  )!;

describe('AMB-56: the edition of a pool', () => {
  it('is the line that it was last bought from, whatever was agreed since', () => {
    const facts = { lastBought: bought('AIMIS-CN-CI-ANN', 4), agreements: [agreed('aimis-intl')] };
    expect(editionFor(facts).productLine).toBe('aimis-cn');
  });

  it('is else that of the newest agreement in force which sells it', () => {
    const agreements = [agreed('ipc'), agreed('aimis-cn'), agreed('aimis-intl')];
    expect(editionFor({ agreements }).productLine).toBe('aimis-cn');
    expect(editionFor({ agreements: [agreed('aimis-cn', NOW)] }).productLine).toBe('aimis-intl');
  });

  it('is else the first line that sells it', () => {
    expect(editionFor().productLine).toBe('aimis-intl');
    expect(editionFor({}, 'ai:glaucoma').productLine).toBe('aimis-cn');
  });

  it('has rules and a minimum package of its own', () => {
    const [intl, china] = [editionFor(), editionFor({ agreements: [agreed('aimis-cn')] })];
    expect([intl.rules.suspension, china.rules.suspension]).toEqual(['R-INTL-53', 'R-CN-49']);
    expect([intl, china].map(minimumPackageOf)).toEqual([1_000, 10_000]);
    for (const rule of Object.values(china.rules)) expect(rule).not.toMatch(/^R-INTL/);
  });
});

describe('what can be ordered', () => {
  it('is rounded up to what the SKU is sold by', () => {
    const edition = editionFor();
    const quantityFor = (units: number) => orderableOf(edition, { units })?.quantity;
    expect([1, 31, 1_000, 1_001, 25_500].map(quantityFor)).toEqual([1_000, 1_000, 1_000, 2_000, 26_000]);
    const china = editionFor({ agreements: [agreed('aimis-cn')] });
    expect(orderableOf(china, { units: 31 })).toEqual({ sku: 'AIMIS-CN-CI-QTY-15Y', quantity: 10_000 });
  });

  it('is what was bought last, for as long as it was bought', () => {
    expect(orderableOf(editionFor({ lastBought: bought('AIMIS-INTL-CI-QTY-3Y', 3) }), { units: 1 })).toEqual({
      sku: 'AIMIS-INTL-CI-QTY-3Y',
      quantity: 1_000,
    });
    expect(orderableOf(editionFor({ lastBought: bought('AIMIS-CN-CI-ANN', 4) }), { units: 1 })).toEqual({
      sku: 'AIMIS-CN-CI-ANN',
      quantity: 10_000,
      term: { count: 4, unit: 'year' },
    });
  });

  it('is else the SKU by quantity with the longest storage', () => {
    expect(orderableOf(editionFor(), { units: 1 })?.sku).toBe('AIMIS-INTL-CI-QTY-15Y');
    expect(orderableOf(editionFor({}, 'ai:mimi'), { units: 1 })?.sku).toBe('AIMIS-INTL-AI-MIMI');
  });

  it('is stored at least as long as is asked for', () => {
    const edition = editionFor({ lastBought: bought('AIMIS-INTL-CI-QTY-3Y', 3) });
    expect(orderableOf(edition, { units: 1, storageYears: 4 })?.sku).toBe('AIMIS-INTL-CI-QTY-15Y');
    expect(orderableOf(edition, { units: 1, storageYears: 20 })).toEqual({
      sku: 'AIMIS-INTL-CI-ANN',
      quantity: 1_000,
      term: { count: 20, unit: 'year' },
    });
  });
});
