/** The build of `npm run dev`, on a small tree of its own. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDevBuild } from '../../scripts/dev-build.mjs';

let root: string;
let target: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-dev-build-'));
  target = path.join(root, 'out');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function plantTree(): void {
  write('src/processes/api.ts', `import { price } from '../domain/price.ts';\nexport const api = price;\n`);
  write(
    'src/processes/worker.ts',
    `import type { Price } from '../domain/price.ts';\nexport const worker = (price: Price) => import('../late.ts').then(() => price);\n`,
  );
  write('src/domain/price.ts', 'export type Price = number;\nexport const price: Price = 1;\n');
  write('src/late.ts', 'export const late = true;\n');
  write('workflows/index.ts', 'export const workflows = [];\n');
  write('activities/index.ts', 'export const activities = [];\n');
  write('client/src/index.ts', 'export const client = 1;\n');
  write('src/console/format.ts', 'export const format = 1;\n');
}

test('compiles every source to a module that imports the compiled ones', async () => {
  plantTree();
  const build = createDevBuild({ root, target });
  await build.compileAll();
  const api = readFileSync(path.join(target, 'src/processes/api.js'), 'utf8');
  expect(api).toMatch(/import \{ price \} from ['"]\.\.\/domain\/price\.js['"]/);
  expect(readFileSync(path.join(target, 'src/processes/worker.js'), 'utf8')).toContain('../late.js');
});

test('a file affects the programs that load it, directly or not, and none that only uses its types', async () => {
  plantTree();
  const build = createDevBuild({ root, target });
  await build.compileAll();
  const affected = (file: string): string[] =>
    ['src/processes/api.ts', 'src/processes/worker.ts', 'workflows/index.ts'].filter((entry) =>
      build.affects([file], entry),
    );
  expect(affected('src/domain/price.ts')).toEqual(['src/processes/api.ts']);
  expect(affected('src/late.ts')).toEqual(['src/processes/worker.ts']);
  expect(affected('workflows/index.ts')).toEqual(['workflows/index.ts']);
  expect(affected('src/catalogue/prices.json')).toEqual([]);
});

test('a removed file leaves no output and still affects what imports it', async () => {
  plantTree();
  const build = createDevBuild({ root, target });
  await build.compileAll();
  rmSync(path.join(root, 'src/domain/price.ts'));
  await build.compile(['src/domain/price.ts']);
  expect(existsSync(path.join(target, 'src/domain/price.js'))).toBe(false);
  expect(build.affects(['src/domain/price.ts'], 'src/processes/api.ts')).toBe(true);
});

test('a syntax error names the file and its place, without a stack of the compiler', async () => {
  plantTree();
  write('src/late.ts', 'export const late = ;\n');
  const build = createDevBuild({ root, target });
  const failure = await build.compile(['src/late.ts']).catch((error: unknown) => String(error));
  expect(failure).toContain('src/late.ts cannot be compiled');
  expect(failure).toContain('export const late = ;');
  expect(failure).not.toContain('Stack backtrace');
});

test('the console is left to its own bundler, and knows which files belong to it', async () => {
  plantTree();
  const build = createDevBuild({ root, target });
  await build.compileAll();
  expect(existsSync(path.join(target, 'client/src/index.js'))).toBe(true);
  expect(existsSync(path.join(target, 'src/console'))).toBe(false);
  expect(build.affectsConsole(['src/console/format.ts'])).toBe(true);
  expect(build.affectsConsole(['client/src/index.ts'])).toBe(true);
  expect(build.affectsConsole(['src/processes/api.ts', 'src/consoles.ts'])).toBe(false);
});
