/** The console as it is built: what a browser loads first and later, and that nothing in it names another host. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { projectPath } from '../../src/infra/project-root.ts';

const KILOBYTE = 1_024;
/** Compressed with gzip. */
const LARGEST = { firstLoad: 110 * KILOBYTE, route: 40 * KILOBYTE, styles: 15 * KILOBYTE };
/** Names of XML, which no browser loads. */
const XML_NAMES = /^http:\/\/www\.w3\.org\/(1998\/Math\/MathML|1999\/xlink|2000\/svg|XML\/1998\/namespace)$/;
const HASHED = /^[\w-]+-[\w-]{8}\.(js|css|svg)(\.gz|\.br)?$/;

let folder: string;
let page: string;
let files: string[];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'built-console-'));
  await promisify(execFile)(process.execPath, [projectPath('scripts/bundle-console.mjs'), folder]);
  page = read('index.html').toString();
  files = readdirSync(path.join(folder, 'assets'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (file: string): Buffer => readFileSync(path.join(folder, file));
const zippedSize = (name: string): number => read(`assets/${name}.gz`).length;
const named = (ending: string): string[] => files.filter((name) => name.endsWith(ending));

/** The scripts that a browser loads with one, itself included: those that it imports statically. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const code = read(`assets/${name}`).toString();
  for (const [, imported] of code.matchAll(/(?:\bfrom\s*|\bimport\s*)["']\.\/([^"']+\.js)["']/g))
    withImports(imported!, found);
  return found;
}

function firstScripts(): Set<string> {
  const found = new Set<string>();
  for (const [, name] of page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)) withImports(name!, found);
  return found;
}

const sum = (names: Iterable<string>): number =>
  [...names].reduce((total, name) => total + zippedSize(name), 0);

test('the first page loads at most 110 kB of scripts', () => {
  const first = firstScripts();
  expect(first.size).toBeGreaterThanOrEqual(1);
  expect(sum(first)).toBeLessThanOrEqual(LARGEST.firstLoad);
});

test('each route loads at most 40 kB more', () => {
  const first = firstScripts();
  const later = named('.js').filter((name) => !first.has(name));
  expect(later.length).toBeGreaterThanOrEqual(1);
  for (const name of later) {
    const more = [...withImports(name)].filter((loaded) => !first.has(loaded));
    expect([name, sum(more) <= LARGEST.route]).toEqual([name, true]);
  }
});

test('all styles together have at most 15 kB', () => {
  expect(named('.css').length).toBeGreaterThanOrEqual(1);
  expect(sum(named('.css'))).toBeLessThanOrEqual(LARGEST.styles);
});

test('no file names another host', () => {
  const texts = [
    page,
    ...files.filter((name) => !/\.(gz|br)$/.test(name)).map((name) => read(`assets/${name}`).toString()),
  ];
  const addresses = texts.flatMap((text) => text.match(/\bhttps?:\/\/[^\s"'`<>()\\]+/g) ?? []);
  expect(addresses.filter((address) => !XML_NAMES.test(address))).toEqual([]);
});

test('the page has no inline script and no inline style, which its content security policy would block', () => {
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/);
});

test('each file has a hash in its name, and its compressed forms have the same content', () => {
  for (const name of files) expect(name).toMatch(HASHED);
  for (const name of [...named('.js'), ...named('.css'), ...named('.svg')]) {
    const content = read(`assets/${name}`);
    expect(gunzipSync(read(`assets/${name}.gz`)).equals(content)).toBe(true);
    expect(brotliDecompressSync(read(`assets/${name}.br`)).equals(content)).toBe(true);
  }
});
