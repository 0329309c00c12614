/** Handlers are thin: a function of at most 15 lines that calls a use case, and no access to collections anywhere in HTTP. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from '../documents.ts';

const MOST_LINES = 15;

/** A function that is too long, or an access to collections. */
interface Finding {
  readonly file: string;
  readonly name: string;
  readonly line: number;
}

/** The TypeScript files below a folder, with their texts. */
function filesUnder(folder: string): { readonly file: string; readonly text: string }[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ file: name, text: readFileSync(path.join(ROOT, folder, name), 'utf8') }));
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** A factory such as `orderHandlers` returns the handlers of a resource; its own length is theirs together. */
function isFactory(node: ts.Node): boolean {
  return ts.isFunctionDeclaration(node) && /Handlers$/.test(node.name?.text ?? '');
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  const named: ts.Node = node.name === undefined ? node.parent : node;
  return 'name' in named ? (named.name as ts.Node).getText() : 'a function';
}

/** Functions whose body has more lines between its braces than a handler may have. */
function longFunctions(file: string, text: string): Finding[] {
  const source = parse(file, text);
  const found: Finding[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || isFactory(node) || !('body' in node)) return;
    const { body } = node;
    if (body === undefined) return;
    const braces = ts.isBlock(body) ? 1 : -1;
    const lines = lineOf(source, body.getEnd()) - lineOf(source, body.getStart()) - braces;
    if (lines > MOST_LINES) found.push({ file, name: nameOf(node), line: lineOf(source, node.getStart()) });
  });
  return found;
}

/** Accesses to `models`, through which queries and writes go. */
function collectionAccesses(file: string, text: string): Finding[] {
  const source = parse(file, text);
  const found: Finding[] = [];
  walk(source, (node) => {
    const isAccess =
      (ts.isPropertyAccessExpression(node) && node.name.text === 'models') ||
      (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === 'models');
    if (isAccess) found.push({ file, name: 'models', line: lineOf(source, node.getStart()) });
  });
  return found;
}

const body = (lines: number): string => Array.from({ length: lines }, () => 'work();').join('\n');

test('functions of handlers have at most 15 lines', () => {
  const files = filesUnder('src/http/handlers');
  expect(files.length).toBeGreaterThan(30);
  expect(files.flatMap(({ file, text }) => longFunctions(file, text))).toEqual([]);
});

test.each([
  ['a handler', (lines: number) => `{ getOrder: async (request) => {\n${body(lines)}\n} }`],
  [
    'the handler of a loaded resource',
    (lines: number) => `{ getOrder: { load, handle() {\n${body(lines)}\n} } }`,
  ],
])('%s of 16 lines is found', (_, handlers) => {
  const file = (lines: number) =>
    `export function orderHandlers() {\n${body(30)}\nreturn ${handlers(lines)};\n}\n`;
  expect(longFunctions('planted.ts', file(15))).toEqual([]);
  expect(longFunctions('planted.ts', file(16))).toHaveLength(1);
});

test('HTTP accesses no collection', () => {
  const files = filesUnder('src/http');
  expect(files.length).toBeGreaterThan(90);
  expect(files.flatMap(({ file, text }) => collectionAccesses(file, text))).toEqual([]);
});

test.each([
  'database.models.orders.find({});',
  'const { models } = database;',
  '({ models: m }: Database) => m;',
])('an access such as `%s` is found', (text) =>
  expect(collectionAccesses('planted.ts', text)).toHaveLength(1),
);
