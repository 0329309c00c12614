/** The JSON Schemas of the contract, as zod itself writes them: draft 2020-12, which is the dialect of OpenAPI 3.1. */
import { z } from 'zod';
import type { Json } from '../../domain/json.ts';

export type JsonSchema = { [key: string]: Json };

export interface SchemaSet {
  /** By the name they were asked for; they refer to components. */
  readonly byName: Readonly<Record<string, JsonSchema>>;
  readonly components: Readonly<Record<string, JsonSchema>>;
}

/** Name of a schema in the sets: of a route's part. */
export const partName = (route: string, part: string | number): string => `${route}:${part}`;

const COMPONENTS = '#/components/schemas/';
const DEFINITIONS = '#/$defs/';
const INPUT_SUFFIX = 'Input';

/**
 * Schemas of requests and of answers. A shape whose request and answer differ gets two components. Answers may grow
 * fields, so theirs do not forbid others; requests do.
 */
export function schemaSets(
  requests: Readonly<Record<string, z.ZodType>>,
  answers: Readonly<Record<string, z.ZodType>>,
): { requests: SchemaSet; answers: SchemaSet } {
  const ofAnswers = collect(answers, 'output', (name) => name);
  const taken = ofAnswers.components;
  const asked = collect(requests, 'input', (name) => name);
  const differs = (name: string) =>
    name in taken && JSON.stringify(taken[name]) !== JSON.stringify(asked.components[name]);
  return {
    answers: ofAnswers,
    requests: collect(requests, 'input', (name) => (differs(name) ? `${name}${INPUT_SUFFIX}` : name)),
  };
}

function collect(
  schemas: Readonly<Record<string, z.ZodType>>,
  io: 'input' | 'output',
  nameOf: (name: string) => string,
): SchemaSet {
  const document = z.toJSONSchema(z.object(schemas), { target: 'draft-2020-12', io }) as JsonSchema;
  const tidy = (schema: Json): JsonSchema => objectOf(tidied(schema, io, nameOf));
  return {
    byName: mapObject(objectOf(document['properties']), tidy),
    components: Object.fromEntries(
      Object.entries(objectOf(document['$defs'])).map(([name, schema]) => [nameOf(name), tidy(schema)]),
    ),
  };
}

function tidied(value: Json | undefined, io: 'input' | 'output', nameOf: (name: string) => string): Json {
  if (isList(value)) return value.map((entry) => tidied(entry, io, nameOf));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const tidy: JsonSchema = {};
  for (const [key, field] of Object.entries(value)) {
    // The name that a component has already.
    if (key === 'id' && typeof field === 'string') continue;
    if (key === 'additionalProperties' && field === false && io === 'output') continue;
    tidy[key] =
      key === '$ref' && typeof field === 'string'
        ? field.replace(DEFINITIONS, COMPONENTS).replace(/[^/]+$/, (name) => nameOf(name))
        : tidied(field, io, nameOf);
  }
  return tidy;
}

export function objectOf(value: Json | undefined): JsonSchema {
  return typeof value === 'object' && value !== null && !isList(value) ? { ...value } : {};
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function mapObject(object: JsonSchema, map: (value: Json) => JsonSchema): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
