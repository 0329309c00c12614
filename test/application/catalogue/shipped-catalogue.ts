/** The catalogue that comes along, with its demo prices: what tests of selling sell from. */
import path from 'node:path';
import { loadCatalogue } from '../../../src/application/catalogue/load-catalogue.ts';
import type { Catalogue } from '../../../src/domain/catalogue/catalogue.ts';

export const SHIPPED_CATALOGUE = path.resolve('src', 'catalogue');

/** A version of it as it would be in force, by default with demo prices. */
export async function shippedCatalogue({ demoPrices = true } = {}): Promise<Catalogue> {
  const loaded = await loadCatalogue(SHIPPED_CATALOGUE);
  return {
    ...loaded.definitions,
    version: 'test-1',
    effectiveFrom: '2025-01-01T00:00:00.000Z',
    prices: [...loaded.publishedPrices, ...(demoPrices ? loaded.demoPrices : [])],
  };
}
