/** The glossary and the code use the same words: neither has one that the other lacks. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readDocument, ROOT } from '../documents.ts';

interface Entry {
  readonly word: string;
  /** Names that the code declares for it. */
  readonly names: readonly string[];
}

const ROW = /^\| ([^|]+?) +\| [^|]+ \| (`[^|]+`) *\| [^|]+\|$/gm;
const entries: Entry[] = [...readDocument('docs/glossary.md').text.matchAll(ROW)].map(
  ([, word = '', names = '']) => ({
    word,
    names: [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  }),
);
const code = textOf('src', 'workflows', 'activities');
const storage = textOf('src/storage');

function textOf(...folders: readonly string[]): string {
  return folders
    .flatMap(filesUnder)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

function filesUnder(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(ROOT, folder, file));
}

/** Matches `unit of work` as words, as `unitOfWork` and as `unit-of-work`. */
function inAnyCase(word: string): RegExp {
  return new RegExp(word.split(/[ -]/).join('[ -]?'), 'i');
}

test('has a row for each word, and each word once', () => {
  const words = entries.map(({ word }) => word);
  expect(words.length).toBeGreaterThan(50);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

test.each(entries)('the code uses the word $word', ({ word }) => {
  expect(inAnyCase(word).test(code)).toBe(true);
});

test.each(entries)('the code has the names of $word', ({ names }) => {
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});

test('every stored document belongs to a word of the glossary', () => {
  const stored = new Set(
    [...storage.matchAll(/export (?:interface|type) (\w+Document)\b/g)].map(([, name = '']) => name),
  );
  // The declaration of all collections, not of one.
  stored.delete('StoredDocument');
  const named = new Set(entries.flatMap(({ names }) => names));
  expect([...stored].filter((name) => !named.has(name))).toEqual([]);
});
