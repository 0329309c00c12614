/** Every text that any route takes, in its body or its query, refuses NUL and halves of a character. */
import { z } from 'zod';
import { takesBody, type Route, type RouteTable } from '../../src/contracts/route.ts';
import { ROUTES } from '../../src/contracts/routes.ts';

interface Leaf {
  readonly path: string;
  readonly schema: z.ZodType;
}

/** Every schema within one that takes a text as it is. */
function textsOf(schema: z.core.$ZodType, path: string): Leaf[] {
  if (schema instanceof z.ZodString) return [{ path, schema }];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) =>
      textsOf(field as z.core.$ZodType, `${path}.${name}`),
    );
  }
  if (schema instanceof z.ZodArray) return textsOf(schema.element, `${path}[]`);
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) {
    return schema.options.flatMap((option, index) => textsOf(option, `${path}|${index}`));
  }
  if (schema instanceof z.ZodRecord) return textsOf(schema.valueType, `${path}{}`);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return textsOf(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodPipe) return [{ path, schema }];
  return [];
}

const table: RouteTable = ROUTES;
const leaves = Object.entries(table).flatMap(([name, route]: [string, Route]) => [
  ...(route.query === undefined ? [] : textsOf(route.query, `${name}?`)),
  ...(takesBody(route) && route.body !== undefined ? textsOf(route.body, name) : []),
]);

/** What is compared with a closed list once its shape is right: nothing of it is ever stored or searched. */
const CLOSED = ['recordAgreement.overrides{}|1'];

it('there are such texts', () => {
  expect(leaves.length).toBeGreaterThan(80);
});

it.each(leaves.filter(({ path }) => !CLOSED.includes(path)))('$path', ({ schema }) => {
  for (const character of ['\u0000', '\ud800', '\udfff'])
    expect(schema.safeParse(`a${character}b`).success).toBe(false);
});
