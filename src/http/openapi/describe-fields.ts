/** Adds to each property of a schema the description of its field, unless the schema has one itself. */
import type { Json } from '../../domain/json.ts';
import { FIELD_DESCRIPTIONS } from './field-descriptions.ts';
import { objectOf, type JsonSchema } from './json-schema.ts';

/** Returns the schema with descriptions. `owner` is its name, such as `Order` or, for a part of it, `Order.payment`. */
export function describeFields(schema: JsonSchema, owner: string): JsonSchema {
  const described: JsonSchema = { ...schema };
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') described[key] = propertiesOf(objectOf(value), owner);
    else if (key === 'items' || key === 'additionalProperties') described[key] = inner(value, owner);
    else if (isAlternatives(key) && Array.isArray(value))
      described[key] = value.map((one: Json) => inner(one, owner));
  }
  return described;
}

function propertiesOf(properties: JsonSchema, owner: string): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const schema = describeFields(objectOf(value), `${owner}.${name}`);
      const description = schema['description'] ?? descriptionOf(owner, name);
      return [name, description === undefined ? schema : { description, ...schema }];
    }),
  );
}

/** The most specific row: `Order.payment.state`, then `payment.state`, then `state`. */
function descriptionOf(owner: string, name: string): string | undefined {
  const names = `${owner.replace(/InputInput\b/, 'Input')}.${name}`.split('.');
  const row = names.map((_, index) => names.slice(index).join('.')).find(isDescribed);
  return row === undefined ? undefined : FIELD_DESCRIPTIONS[row];
}

const isDescribed = (row: string): boolean => Object.hasOwn(FIELD_DESCRIPTIONS, row);
const isAlternatives = (key: string): boolean => key === 'anyOf' || key === 'oneOf' || key === 'allOf';

function inner(value: Json, owner: string): Json {
  return typeof value === 'object' && value !== null ? describeFields(objectOf(value), owner) : value;
}
