/**
 * Names for the notices of a transaction, read once for all of them: account, organization or consortium, the order's
 * reference, SKUs and resources of the catalogue in force.
 */
import type { CatalogueDefinitions } from '../domain/catalogue/catalogue.ts';
import { findResource, findSku } from '../domain/catalogue/catalogue.ts';
import type { JsonObject } from '../domain/json.ts';
import type { NamedResource, NamedSku, NoticeSubject } from '../messages/notices/notice-facts.ts';
import { among } from './among.ts';
import type { Database, Session } from './database.ts';
import type { OrderDocument } from './collections/orders.ts';
import { readNewestCatalogue } from './newest-catalogue.ts';
import type { NoticeEntry } from './side-effects.ts';

/** What a notice is about, for its text, and the names to add to its payload. */
export interface NamedNotice {
  readonly subject: NoticeSubject;
  readonly names: JsonObject;
}

export type NameNotice = (entry: NoticeEntry) => NamedNotice;

/** Orders by id that were read already. */
export type KnownOrders = ReadonlyMap<string, Pick<OrderDocument, '_id' | 'reference'>>;

export async function noticeNames(
  database: Database,
  session: Session,
  entries: readonly NoticeEntry[],
  known: KnownOrders,
): Promise<NameNotice> {
  const { accounts, organizations, consortia, orders } = database.models;
  const idsOf = (field: string): string[] => entries.flatMap(({ payload }) => textOf(payload, field) ?? []);
  const byId = { $in: [...new Set(entries.map(({ accountId }) => accountId))] };
  // A session runs one operation at a time.
  const customers = await accounts.find({ _id: byId }, { name: 1, timeZone: 1 }, { session }).lean();
  const organizationNames = namesById(
    await among(idsOf('organizationId'), (_id) =>
      organizations.find({ _id }, { name: 1 }, { session }).lean(),
    ),
  );
  const consortiumNames = namesById(
    await among(idsOf('consortiumId'), (_id) => consortia.find({ _id }, { name: 1 }, { session }).lean()),
  );
  const found = await among(
    idsOf('orderId').filter((id) => !known.has(id)),
    (_id) => orders.find({ _id }, { reference: 1 }, { session }).lean(),
  );
  const references = new Map([...known.values(), ...found].map(({ _id, reference }) => [_id, reference]));
  const catalogue = (await readNewestCatalogue(database, session))?.catalogue ?? null;

  return ({ accountId, payload }) => {
    const account = customers.find(({ _id }) => _id === accountId);
    const organizationName = organizationNames.get(textOf(payload, 'organizationId') ?? '');
    const consortiumName = consortiumNames.get(textOf(payload, 'consortiumId') ?? '');
    const reference = references.get(textOf(payload, 'orderId') ?? '') ?? undefined;
    const sku = skuOf(catalogue, textOf(payload, 'sku'));
    const resource = resourceOf(catalogue, textOf(payload, 'resource'));
    const { buy } = payload;
    const accountName = account?.name ?? accountId;
    return {
      subject: {
        accountName,
        timeZone: account?.timeZone ?? 'UTC',
        scopeName: organizationName ?? consortiumName,
        reference: textOf(payload, 'reference') ?? reference,
        sku,
        resource,
        buy: skuOf(catalogue, isObject(buy) ? textOf(buy, 'sku') : undefined),
      },
      names: {
        accountName,
        ...(organizationName === undefined ? {} : { organizationName }),
        ...(consortiumName === undefined ? {} : { consortiumName }),
        ...(reference === undefined ? {} : { reference }),
        ...(sku === undefined ? {} : { name: { ...sku.name } }),
        ...(resource === undefined ? {} : { resourceName: { ...resource.name } }),
      },
    };
  };
}

function namesById(documents: readonly { _id: string; name: string }[]): Map<string, string> {
  return new Map(documents.map(({ _id, name }) => [_id, name]));
}

function skuOf(catalogue: CatalogueDefinitions | null, code: string | undefined): NamedSku | undefined {
  const sku = catalogue === null || code === undefined ? undefined : findSku(catalogue, code);
  const unit = sku === undefined ? undefined : catalogue?.units[sku.unit];
  if (sku === undefined || unit === undefined) return undefined;
  const { name, kind, fulfilment } = sku;
  return { name, kind, unit, keepsNothing: fulfilment.kind === 'term' && fulfilment.keeps === null };
}

function resourceOf(
  catalogue: CatalogueDefinitions | null,
  name: string | undefined,
): NamedResource | undefined {
  const resource = catalogue === null || name === undefined ? undefined : findResource(catalogue, name);
  const unit = resource === undefined ? undefined : catalogue?.units[resource.unit];
  if (resource === undefined || unit === undefined) return undefined;
  return { name: resource.name, unit, keepsNothing: resource.keeps === null };
}

function textOf(payload: JsonObject, field: string): string | undefined {
  const value = payload[field];
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: JsonObject[string] | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
