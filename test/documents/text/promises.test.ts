/** Each promise of the source documents is tried by a test that carries its number, or says why it is not. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EXEMPT, PROMISES } from '../../promises/rows.ts';
import { ROOT } from '../documents.ts';

const COMMENT = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm;
const NUMBER = /\b[A-D]-\d{3}\b/g;

/** Numbers in the tests, comments left out. */
const named = new Set(
  readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap(
      (file) =>
        readFileSync(path.join(ROOT, 'test', file), 'utf8')
          .replace(COMMENT, '')
          .match(NUMBER) ?? [],
    ),
);

test('the four documents make 319 promises', () => {
  expect(new Set(PROMISES).size).toBe(319);
});

test('every promise is tried by a test that carries its number, or is exempt with a reason', () => {
  expect(PROMISES.filter((number) => !named.has(number) && EXEMPT[number] === undefined)).toEqual([]);
});

test('no promise is exempt that a test tries, and no number is used that no document makes', () => {
  expect(Object.keys(EXEMPT).filter((number) => named.has(number) || !PROMISES.includes(number))).toEqual([]);
  expect([...named].filter((number) => !PROMISES.includes(number))).toEqual([]);
});
