/** Product lines, terms of service and versions of the catalogue as responses show them. */
import type { CatalogueVersions } from '../../application/catalogue/catalogue-versions.ts';
import type { Catalogue, ProductLine } from '../../domain/catalogue/catalogue.ts';
import { overridableValuesOf } from '../../domain/catalogue/overridable-values.ts';
import type { CatalogueVersionDocument } from '../../storage/collections/catalogue-versions.ts';

type PublishedTerms = Awaited<ReturnType<CatalogueVersions['publishedTerms']>>[number];

export function productLineView(catalogue: Catalogue, line: ProductLine) {
  const { productLine, name, currency, contact, priceRegions } = line;
  const regions = (priceRegions?.regions ?? []).map((entry) => ({ ...entry }));
  const policies = overridableValuesOf(catalogue, line);
  return { productLine, name, currency, contact, regions, policies };
}

export function termsOfServiceView({ productLine, terms }: PublishedTerms) {
  const { version, effectiveFrom, text, sha256 } = terms;
  return { productLine, version, effectiveFrom, text, sha256 };
}

export function catalogueVersionView(published: CatalogueVersionDocument) {
  const { _id, effectiveFrom, author, reason, differences } = published;
  return { version: _id, effectiveFrom, author, reason, differences: [...differences] };
}
