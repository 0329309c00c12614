/** Names beside ids in responses (api.md §1, decision D-29): of accounts, organizations, SKUs and resources. */
import { z } from 'zod';
import { localized } from './primitives.ts';

const CODE = 'as the catalogue names it now, or the code itself if it no longer does.';

/** The field that names what an id or code stands for, by the field of the id. */
export const NAME_FIELDS = {
  accountId: { field: 'accountName', schema: z.string(), description: 'Name of the account.' },
  organizationId: { field: 'organizationName', schema: z.string(), description: 'Name of the organization.' },
  sku: { field: 'name', schema: localized, description: `Name of the SKU, ${CODE}` },
  actor: {
    field: 'actorName',
    schema: z.string(),
    description: 'Name of the key or of the person who signed in; otherwise the same as `actor`.',
  },
  assignee: {
    field: 'assigneeName',
    schema: z.string(),
    description: 'Name of the key that is assigned; otherwise the same as `assignee`.',
  },
  resource: { field: 'resourceName', schema: localized, description: `Name of the resource, ${CODE}` },
} as const;

export type IdField = keyof typeof NAME_FIELDS;

export const ID_FIELDS = Object.keys(NAME_FIELDS) as readonly IdField[];

/**
 * Declares a name beside each of these ids that an object has and does not name itself; it is optional or null where the id
 * is. The type stays that of the object without the names: the HTTP pipeline adds them to what handlers return.
 */
export function named<Schema extends z.ZodObject>(object: Schema): Schema {
  const shape: Readonly<Record<string, z.ZodType>> = object.shape;
  const fields = Object.entries(shape).flatMap(([field, schema]): [string, z.ZodType][] => {
    const name = nameFieldOf(field);
    return name === null || name.field in shape
      ? [[field, schema]]
      : [
          [field, schema],
          [name.field, likewise(schema, name.schema).meta({ description: name.description })],
        ];
  });
  return z.strictObject(Object.fromEntries(fields)) as unknown as Schema;
}

function nameFieldOf(field: string) {
  const found = ID_FIELDS.find((candidate) => candidate === field);
  return found === undefined ? null : NAME_FIELDS[found];
}

function likewise(schema: z.ZodType, name: z.ZodType): z.ZodType {
  const given = schema.safeParse(null).success ? name.nullable() : name;
  return schema.safeParse(undefined).success ? given.optional() : given;
}
