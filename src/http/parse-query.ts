/** Reads a query strictly: what is not in the contract, or is there twice, is refused (api.md §1). */
import type { z } from 'zod';
import { DomainError } from '../domain/refusals.ts';
import { noBody } from '../contracts/primitives.ts';
import { entry, shapeRefusal } from './shape-entries.ts';

/** The query of a URL as its schema parses it. Throws `validation_failed`. */
export function parseQuery(schema: z.ZodObject | undefined, url: string): unknown {
  const mark = url.indexOf('?');
  const fields = mark === -1 ? [] : [...new URLSearchParams(url.slice(mark + 1))];
  const given = Object.fromEntries(fields);
  if (Object.keys(given).length < fields.length) throw repeated(fields);
  const parsed = (schema ?? noBody).safeParse(given);
  if (!parsed.success) throw shapeRefusal(parsed.error, given);
  return parsed.data;
}

function repeated(fields: readonly (readonly [string, string])[]): DomainError {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const [name] of fields) (seen.has(name) ? twice : seen).add(name);
  return new DomainError(
    'validation_failed',
    {},
    { errors: [...twice].map((name) => entry(name, 'repeated_field')) },
  );
}
