/** Whom the user of a sign-off link that has ended turns to for a new one. */
import { contactOf, findSku } from '../../../../domain/catalogue/catalogue.ts';
import type { Localized } from '../../../../domain/json.ts';
import type { Database } from '../../../../storage/database.ts';
import { sha256Hex } from '../../../../infra/ids.ts';
import type { CatalogueVersions } from '../../../catalogue/catalogue-versions.ts';

export interface LinkContactDependencies {
  readonly database: Database;
  readonly catalogues: Pick<CatalogueVersions, 'recent'>;
}

/** The contact of the product line of the service; null for a link that is unknown or was replaced. */
export async function contactOfLink(
  { database: { models }, catalogues }: LinkContactDependencies,
  token: string,
): Promise<Localized | null> {
  const link = await models.acceptanceLinks.findOne({ hash: sha256Hex(token) }, { serviceId: 1 }).lean();
  const service = link === null ? null : await models.services.findById(link.serviceId, { sku: 1 }).lean();
  if (service === null) return null;
  const catalogue = await catalogues.recent();
  const sku = findSku(catalogue, service.sku);
  return sku === undefined ? null : contactOf(catalogue, sku.productLine);
}
