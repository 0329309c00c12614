/** One text for each value: what is hashed and signed does not depend on how a value was written. */
import fc from 'fast-check';
import { canonicalText } from '../../src/domain/canonical-text.ts';
import type { Json } from '../../src/domain/json.ts';

/** The same value with the fields of its objects in another order. */
function reordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reordered(field)]),
  );
}

it('says the value, whatever the order of its fields', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (any) => {
      const value = JSON.parse(JSON.stringify(any)) as Json;
      const text = canonicalText(value);
      expect(JSON.parse(text)).toEqual(value);
      expect(canonicalText(reordered(value))).toBe(text);
    }),
  );
});

it('sorts by code units and leaves no space, as RFC 8785 has it', () => {
  expect(canonicalText({ '€': 1, '\r': 2, a: { c: [1, 'x"'], b: null }, A: true })).toBe(
    '{"\\r":2,"A":true,"a":{"b":null,"c":[1,"x\\""]},"€":1}',
  );
});
