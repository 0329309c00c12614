/** Reads the names that stand beside ids in responses (decision D-29), for all ids of a response at once. */
import { findResource, findSku } from '../../domain/catalogue/catalogue.ts';
import type { Localized } from '../../domain/json.ts';
import type { IdField } from '../../contracts/names.ts';
import type { Database } from '../../storage/database.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';

/** The ids and codes to name, by the field that they stand in. */
export type IdsToName = Readonly<Partial<Record<IdField, ReadonlySet<string>>>>;

/** Names by id. An id without a record, or a code that the catalogue does not have, stands for itself. */
export interface NamesOfIds {
  readonly accountId: ReadonlyMap<string, string>;
  readonly organizationId: ReadonlyMap<string, string>;
  readonly actor: ReadonlyMap<string, string>;
  readonly assignee: ReadonlyMap<string, string>;
  readonly sku: ReadonlyMap<string, Localized>;
  readonly resource: ReadonlyMap<string, Localized>;
}

const NONE: ReadonlySet<string> = new Set();

/** At most one query for the accounts, one for the organizations, two for the actors, and the catalogue as this process has cached it. */
export async function readNames(
  { database, catalogues }: { database: Database; catalogues: Pick<CatalogueVersions, 'recent'> },
  {
    accountId = NONE,
    organizationId = NONE,
    actor = NONE,
    assignee = NONE,
    sku = NONE,
    resource = NONE,
  }: IdsToName,
): Promise<NamesOfIds> {
  const { accounts, organizations, keys, sessions } = database.models;
  const catalogue = sku.size + resource.size === 0 ? null : await catalogues.recent();
  const named = new Set([...actor, ...assignee]);
  const [accountNames, organizationNames, keyNames, persons] = await Promise.all([
    accountId.size === 0 ? [] : accounts.find({ _id: { $in: [...accountId] } }, { name: 1 }).lean(),
    organizationId.size === 0
      ? []
      : organizations.find({ _id: { $in: [...organizationId] } }, { name: 1 }).lean(),
    named.size === 0 ? [] : keys.find({ _id: { $in: [...named] } }, { name: 1 }).lean(),
    actor.size === 0 ? [] : sessions.find({ _id: { $in: [...actor] } }, { person: 1 }).lean(),
  ]);
  return {
    accountId: new Map(accountNames.map(({ _id, name }) => [_id, name])),
    organizationId: new Map(organizationNames.map(({ _id, name }) => [_id, name])),
    actor: new Map([
      ...keyNames.map(({ _id, name }) => [_id, name] as const),
      ...persons.map(({ _id, person }) => [_id, person] as const),
    ]),
    assignee: new Map(keyNames.map(({ _id, name }) => [_id, name])),
    sku: namesOf(sku, (code) => catalogue && findSku(catalogue, code)?.name),
    resource: namesOf(resource, (code) => catalogue && findResource(catalogue, code)?.name),
  };
}

/** The name of a person who signed in, or of a key; an actor that is neither stands for itself. */
export async function nameOfActor({ models }: Database, actor: string): Promise<string> {
  const [session, key] = await Promise.all([
    models.sessions.findById(actor, { person: 1 }).lean(),
    models.keys.findById(actor, { name: 1 }).lean(),
  ]);
  return session?.person ?? key?.name ?? actor;
}

function namesOf(codes: ReadonlySet<string>, nameOf: (code: string) => Localized | null | undefined) {
  return new Map([...codes].map((code) => [code, nameOf(code) ?? { en: code, zh: code }]));
}
