/** Parses queries strictly: rejects unknown and repeated parameters (api.md §1). */
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { noBody } from '../../contracts/primitives.ts';
import { entry, schemaError } from '../../messages/violations/schema.ts';
import { schemaErrors } from '../problem/schema-errors.ts';

export type QueryFields = Readonly<Record<string, string>>;

/** Returns the query of a URL, parsed by its schema. Throws `validation_failed`. */
export function parseQuery(schema: z.ZodObject | undefined, url: string): unknown {
  return parseFields(schema ?? noBody, queryFields(url));
}

/** Returns the fields of the query of a URL. Throws `validation_failed` if one is repeated or malformed. */
export function queryFields(url: string): QueryFields {
  const start = url.indexOf('?');
  const fields = start === -1 ? [] : fieldsOf(url.slice(start + 1));
  if (new Set(fields.map(([name]) => name)).size < fields.length) throw repeated(fields);
  // Without a prototype, `__proto__` is an ordinary name, which the schema rejects as unknown.
  return Object.assign(Object.create(null), Object.fromEntries(fields)) as QueryFields;
}

/** Returns fields parsed by their schema. Throws `validation_failed`. */
export function parseFields<Schema extends z.ZodObject>(
  schema: Schema,
  given: QueryFields,
): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw schemaErrors(parsed.error, given);
  return parsed.data;
}

type Field = readonly [name: string, value: string];

/** Throws `validation_failed` for invalid percent-encoding. */
function fieldsOf(query: string): Field[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      return [decoded(name, name), decoded(equals === -1 ? '' : pair.slice(equals + 1), name)];
    });
}

function decoded(encoded: string, field: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    throw schemaError(field, 'malformed_encoding');
  }
}

function repeated(fields: readonly Field[]): DomainError {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const [name] of fields) (seen.has(name) ? twice : seen).add(name);
  return new DomainError(
    'validation_failed',
    {},
    { errors: [...twice].map((name) => entry(name, 'repeated_field')) },
  );
}
