/**
 * Adds the names that the schema of a response declares beside ids (decision D-29). They are read once for the whole
 * response, as they are now, also for a stored response that is sent again.
 */
import { z } from 'zod';
import type { IdsToName, NamesOfIds } from '../../application/accounts/read-names.ts';
import { ID_FIELDS, NAME_FIELDS, type IdField } from '../../contracts/names.ts';

export type NameReader = (ids: IdsToName) => Promise<NamesOfIds>;

/** Where names belong in a value of a schema: beside these fields of an object, and within these members. */
interface NamePlaces {
  readonly ids: readonly IdField[];
  readonly within: Readonly<Record<string, NamePlaces>>;
}

/** Returns a function that adds names to bodies of the schema; null if the schema declares none. */
export function namesAdder(
  schema: z.ZodType,
  readNames: NameReader,
): ((body: unknown) => Promise<unknown>) | null {
  const places = placesIn(schema);
  if (places === null) return null;
  return async (body) => {
    const ids = {
      accountId: new Set(),
      organizationId: new Set(),
      actor: new Set(),
      assignee: new Set(),
      sku: new Set(),
      resource: new Set(),
    } as Record<IdField, Set<string>>;
    collectIds(body, places, ids);
    return withNames(body, places, await readNames(ids));
  };
}

/** The places in an array are those in its items. */
function placesIn(schema: z.ZodType): NamePlaces | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return placesIn(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return placesIn(schema.element as z.ZodType);
  if (!(schema instanceof z.ZodObject)) return null;
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
  const ids = ID_FIELDS.filter((field) => field in shape && NAME_FIELDS[field].field in shape);
  const within = Object.fromEntries(
    Object.entries(shape).flatMap(([member, part]) => {
      const places = placesIn(part);
      return places === null ? [] : [[member, places]];
    }),
  );
  return ids.length === 0 && Object.keys(within).length === 0 ? null : { ids, within };
}

type Fields = Readonly<Record<string, unknown>>;

/** The id in a field whose name the view has not set. */
function unnamedId(fields: Fields, field: IdField): string | null {
  const id = fields[field];
  return typeof id === 'string' && fields[NAME_FIELDS[field].field] === undefined ? id : null;
}

function collectIds(value: unknown, places: NamePlaces, found: Readonly<Record<IdField, Set<string>>>): void {
  if (Array.isArray(value)) {
    for (const item of value) collectIds(item, places, found);
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as Fields;
    for (const field of places.ids) {
      const id = unnamedId(fields, field);
      if (id !== null) found[field].add(id);
    }
    for (const [member, inner] of Object.entries(places.within)) collectIds(fields[member], inner, found);
  }
}

function withNames(value: unknown, places: NamePlaces, names: NamesOfIds): unknown {
  if (Array.isArray(value)) return value.map((item) => withNames(item, places, names));
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Fields;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, part]) => {
      const inner = places.within[field];
      const shown = [field, inner === undefined ? part : withNames(part, inner, names)];
      const idField = places.ids.find((candidate) => candidate === field);
      return idField === undefined ? [shown] : [shown, ...nameBeside(fields, idField, names)];
    }),
  );
}

/** Null beside an id that is null. */
function nameBeside(fields: Fields, field: IdField, names: NamesOfIds): [string, unknown][] {
  const name = NAME_FIELDS[field].field;
  if (fields[field] === null && fields[name] === undefined) return [[name, null]];
  const id = unnamedId(fields, field);
  return id === null ? [] : [[name, names[field].get(id) ?? id]];
}
