/** Publishes the catalogue files as a new version if they changed. Prices set by operators stay (api.md §3). */
import type { CatalogueDefinitions } from '../../domain/catalogue/catalogue.ts';
import { priceKeyOf, type Price } from '../../domain/catalogue/price.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { CatalogueError, type CatalogueProblem } from './catalogue-error.ts';
import type { CatalogueVersions } from './catalogue-versions.ts';
import { loadCatalogue } from './load-catalogue.ts';

export interface CatalogueSource {
  readonly folder: string;
  /** Gives products without a price an invented one, marked `demo`. */
  readonly demoPrices: boolean;
}

/** Returns the version in force afterwards, and whether it is new. Throws `CatalogueError` for invalid files. */
export async function publishCatalogue(
  dependencies: TransactionDependencies,
  versions: CatalogueVersions,
  source: CatalogueSource,
): Promise<{ version: string; published: boolean }> {
  const loaded = await loadCatalogue(source.folder);
  const contentHash = `${loaded.contentHash}${source.demoPrices ? '+demo' : ''}`;
  if ((await versions.currentContentHash()) === contentHash) {
    return { version: (await versions.current()).version, published: false };
  }
  const catalogue = await runTransaction(dependencies, SYSTEM, async (unit) => {
    await assertTermsUnchanged(unit, loaded.definitions, source.folder);
    const operatorPrices = await pricesSetByOperators(unit, versions);
    const known = new Set(loaded.definitions.skus.map(({ sku }) => sku));
    const prices = new Map<string, Price>();
    const lists = [
      ...(source.demoPrices ? loaded.demoPrices : []),
      ...loaded.publishedPrices,
      ...operatorPrices.filter(({ sku }) => known.has(sku)),
    ];
    for (const price of lists) prices.set(priceKeyOf(price), price);
    const published = await versions.publish(unit.session, unit.recordedAt, {
      author: unit.actor.by,
      reason: 'The catalogue files changed.',
      differences: [],
      contentHash,
      catalogue: {
        ...loaded.definitions,
        version: '',
        effectiveFrom: unit.recordedAt,
        prices: [...prices.values()],
      },
    });
    unit.audit({
      type: 'catalogue.published',
      at: unit.recordedAt,
      accountId: null,
      facts: { version: published.version, contentHash },
    });
    return published;
  });
  return { version: catalogue.version, published: true };
}

/** The text of a published version of terms never changes, because buyers accepted it (AMB-53). */
async function assertTermsUnchanged(
  unit: UnitOfWork,
  { productLines }: CatalogueDefinitions,
  folder: string,
): Promise<void> {
  const problems: CatalogueProblem[] = [];
  for (const { productLine, terms } of productLines) {
    const { version, sha256 } = terms;
    const published = {
      productLine,
      'terms.version': version,
      'terms.sha256': { $exists: true, $ne: sha256 },
    };
    const other = await unit.database.models.catalogueVersions
      .exists({ 'catalogue.productLines': { $elemMatch: published } })
      .session(unit.session);
    if (other !== null) {
      const problem = `terms of version ${version} were published with another text; give the new text a new version`;
      problems.push({ file: productLine, path: 'terms.text', problem });
    }
  }
  if (problems.length > 0) throw new CatalogueError(folder, problems);
}

/** The prices in force that an operator changed; no file may overwrite them. */
async function pricesSetByOperators(unit: UnitOfWork, versions: CatalogueVersions): Promise<Price[]> {
  const inForce = (await versions.newest(unit.session))?.prices ?? [];
  const changes = await unit.database.models.catalogueVersions
    .find({ author: { $ne: SYSTEM.by } }, { differences: 1 })
    .session(unit.session)
    .lean();
  const changed = new Set(changes.flatMap(({ differences }) => differences.map(priceKeyOf)));
  return inForce.filter((price) => changed.has(priceKeyOf(price)));
}
