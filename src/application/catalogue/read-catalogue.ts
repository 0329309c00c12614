/** Queries on the catalogue: what is sold now, the published terms of service, and earlier versions. */
import { findSku, namedFeatures, termsVersionsOf, type Catalogue } from '../../domain/catalogue/catalogue.ts';
import { skuViewOf } from '../../domain/catalogue/sku-view.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CatalogueVersionDocument } from '../../storage/collections/catalogue-versions.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import type { CatalogueVersions } from './catalogue-versions.ts';

/** Returns the SKUs that match, with the names of their features. */
export function catalogueListing(
  catalogue: Catalogue,
  { productLine, kind }: { readonly productLine?: string | undefined; readonly kind?: string | undefined },
) {
  const items = catalogue.skus
    .filter((sku) => productLine === undefined || sku.productLine === productLine)
    .filter((sku) => kind === undefined || sku.kind === kind)
    .map((sku) => skuViewOf(catalogue, sku));
  const codes = [...new Set(items.flatMap(({ features }) => features ?? []))];
  const units = Object.fromEntries(
    Object.entries(catalogue.units).map(([code, words]) => [code, { ...words }]),
  );
  return {
    items,
    units,
    features: namedFeatures(catalogue, codes),
    termsVersions: termsVersionsOf(catalogue),
  };
}

/** Throws `not_found` for a SKU that is not sold now. */
export function readSku(catalogue: Catalogue, code: string) {
  const sku = findSku(catalogue, code);
  if (sku === undefined) throw new DomainError('not_found', { kind: 'sku', id: code });
  return skuViewOf(catalogue, sku);
}

/** Returns every published version of the terms of service that matches. */
export async function listTermsOfService(
  catalogues: CatalogueVersions,
  wanted: { readonly productLine?: string | undefined; readonly version?: string | undefined },
) {
  return (await catalogues.publishedTerms())
    .filter(({ productLine }) => wanted.productLine === undefined || productLine === wanted.productLine)
    .filter(({ terms }) => wanted.version === undefined || terms.version === wanted.version);
}

/** Lists the published versions without their contents, newest first. */
export function listCatalogueVersions(
  { models }: Database,
  page: PageRequest,
): Promise<Page<CatalogueVersionDocument>> {
  return readPage<CatalogueVersionDocument>(
    models.catalogueVersions,
    { scopes: [{}], sort: { number: -1 }, without: ['catalogue'] },
    page,
  );
}
