/** Each promise of the source documents has a test with its number, or a reason why not. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EXEMPT, PROMISES } from '../../promises/rows.ts';
import { ROOT } from '../documents.ts';

const COMMENT = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm;
const NUMBER = /\b[A-D]-\d{3}\b/g;

/** Promise numbers in the tests, without comments. */
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

test('every promise has a test with its number, or is exempt with a reason', () => {
  expect(PROMISES.filter((number) => !named.has(number) && EXEMPT[number] === undefined)).toEqual([]);
});

test('no tested promise is exempt, and every number in a test is a promise', () => {
  expect(Object.keys(EXEMPT).filter((number) => named.has(number) || !PROMISES.includes(number))).toEqual([]);
  expect([...named].filter((number) => !PROMISES.includes(number))).toEqual([]);
});
