/**
 * Words that were replaced must not come back (decision D-34): in code, tests and documents, as whole words, and the prose
 * words as parts of names too (`keptBytes`).
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../documents.ts';

/** As whole words, whatever their case. */
const WORDS = [
  ...[
    'keeper',
    'kept',
    'poke',
    'ownerOf',
    'parseOwner',
    'catchUp',
    'owed',
    'tellAll',
    'LedgerBook',
    'CoverBook',
  ],
  ...[
    'ChargeBook',
    'holdHead',
    'standings',
    'mend',
    'amiss',
    'beginAnew',
    'returnable',
    'takeBack',
    'spareMoney',
  ],
  ...['serveOrder', 'sealer', 'isOfAnotherDay'],
];
/** As parts of camelCase names as well. */
const PARTS = ['kept', 'owed', 'mend', 'amiss'];

/** This list itself. The lockfile is data that no person wrote. */
const EXEMPT =
  /^test\/documents\/text\/words\.test\.ts$|^test\/histories\/(recorded|must-fail)\/|^package-lock\.json$/;
const TEXT = /\.(ts|mts|mjs|js|json|md|yml|yaml)$|^\.[\w.]+$|^\.ci\/run$|^LICENSE$/;

const words = new Set(WORDS.map((word) => word.toLowerCase()));
const parts = new Set(PARTS);

/** The replaced words of a text, with the numbers of their lines. */
function replacedWordsIn(text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(/[A-Za-z]+/g)]
      .map(([name]) => name)
      .filter((name) => words.has(name.toLowerCase()) || partsOf(name).some((part) => parts.has(part)))
      .map((name) => `${index + 1}: ${name}`),
  );
}

/** `keptBytes` as `kept`, `bytes`; `KEPT_MS` was split at the underscore before. */
function partsOf(name: string): string[] {
  return (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((part) => part.toLowerCase());
}

/** Files of the project, those that are not committed yet included. */
function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((file) => TEXT.test(file) && !EXEMPT.test(file));
}

test('no file uses a word that was replaced', () => {
  const found = projectFiles().flatMap((file) => {
    const text = readIfExists(path.join(ROOT, file));
    return replacedWordsIn(text).map((place) => `${file}:${place}`);
  });
  expect(found).toEqual([]);
});

test('names of files have none of these words', () => {
  expect(projectFiles().filter((file) => replacedWordsIn(file).length > 0)).toEqual([]);
});

test.each([
  'It was kept.',
  'const keptBytes = 1;',
  'KEPT_MS',
  'unitsOwed(uses)',
  'await catchUp()',
  'OwnerOf',
])('a planted word is found: %s', (line) => {
  expect(replacedWordsIn(`first line\n${line}`)).toEqual([expect.stringMatching(/^2: /)]);
});

test.each(['amendment', 'recommended', 'showed', 'allowed', 'skeptic', 'spoken', 'catch up'])(
  'a longer word is not one of them: %s',
  (line) => {
    expect(replacedWordsIn(line)).toEqual([]);
  },
);

/** Empty for a file that was deleted and whose deletion is not committed yet. */
function readIfExists(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
