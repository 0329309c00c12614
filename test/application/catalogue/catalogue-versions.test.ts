import { CatalogueVersions } from '../../../src/application/catalogue/catalogue-versions.ts';
import type { Database } from '../../../src/storage/database.ts';

/** A database with one version of the catalogue. */
function databaseWithOneVersion() {
  const seen = { looks: 0, isAway: false };
  const query = {
    sort: () => query,
    session: () => query,
    lean: () => Promise.resolve({ number: 1, contentHash: 'hash', catalogue: { version: '1' } }),
  };
  const findOne = (_filter: object, projection?: object) => {
    if (seen.isAway) throw new Error('MongoDB is away');
    // The version itself is read without a projection.
    if (projection !== undefined) seen.looks += 1;
    return query;
  };
  return { database: { models: { catalogueVersions: { findOne } } } as unknown as Database, seen };
}

describe('the catalogue as of a moment ago', () => {
  test('is looked at once, however many ask for it together', async () => {
    const { database, seen } = databaseWithOneVersion();
    const catalogues = new CatalogueVersions(database);
    const found = await Promise.all(Array.from({ length: 64 }, () => catalogues.recent()));
    expect(new Set(found).size).toBe(1);
    expect(seen.looks).toBe(1);
  });

  test('is looked at again by the next who asks, after a look that failed', async () => {
    const { database, seen } = databaseWithOneVersion();
    const catalogues = new CatalogueVersions(database);
    seen.isAway = true;
    await expect(catalogues.recent()).rejects.toThrow('away');
    seen.isAway = false;
    await expect(catalogues.recent()).resolves.toMatchObject({ version: '1' });
  });
});
