/** The client as a package: its types are those of the API, and its main entry is small enough for a page. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformSync } from '@swc/core';
import { ROOT } from '../documents/documents.ts';

const API_TYPES = 'client/src/api.ts';
const ENTRY = 'client/src/index.ts';
const LARGEST_GZIP_BYTES = 4_096;

/** The files of an entry that are left when types are gone, itself included. */
function filesOf(file: string, found = new Map<string, string>()): Map<string, string> {
  const { code } = transformSync(readFileSync(path.join(ROOT, file), 'utf8'), {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript' },
      transform: { verbatimModuleSyntax: true },
      minify: { compress: true, mangle: { toplevel: true } },
    },
    module: { type: 'es6' },
    minify: true,
  });
  found.set(file, code);
  for (const [, specifier = ''] of code.matchAll(/from"([^"]+)"/g)) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    if (!found.has(target)) filesOf(target, found);
  }
  return found;
}

test('the types are those of the OpenAPI document: otherwise run npm run client', () => {
  // In a process of its own: the generator is an ES module, which tests cannot load.
  const generated = execFileSync(
    process.execPath,
    ['--import', './test/support/run-typescript.mjs', 'test/client/write-api-types.ts', '--print'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 24 },
  );
  expect(readFileSync(path.join(ROOT, API_TYPES), 'utf8') === generated).toBe(true);
});

test('the main entry needs no package and at most 4 KiB compressed', () => {
  const files = filesOf(ENTRY);
  expect([...files.keys()].sort()).toEqual(
    ['attempts', 'client', 'errors', 'index', 'messages'].map((name) => `client/src/${name}.ts`),
  );
  expect(gzipSync([...files.values()].join('')).length).toBeLessThan(LARGEST_GZIP_BYTES);
});
