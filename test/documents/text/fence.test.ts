/** Each rule of the import fence fires on a planted import that it forbids. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from '../documents.ts';

const run = promisify(execFile);
const CRUISER = path.join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** Of each layer with rooms the one that may import all others. */
const LAST_ROOMS: Readonly<Record<string, string>> = {
  domain: 'orders',
  application: 'canary',
  console: 'app',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fence-'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'tsconfig.json'), '{"compilerOptions":{"module":"nodenext"}}');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file that imports others, all of which exist. */
function plant(file: string, ...imports: readonly string[]): void {
  const lines = imports.map((target, index) => {
    const relative = path.relative(path.dirname(file), target);
    const specifier = /^(\.|[a-z])[^/]*\//.test(target) ? relative.replace(/^(?!\.)/, './') : target;
    return `import { x as x${index} } from '${specifier}';\nexport const y${index} = x${index};\n`;
  });
  write(file, `${lines.join('')}export const x = 1;\n`);
}

function write(file: string, text: string): void {
  mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

interface FoundViolation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

async function violations(config: string, ...folders: readonly string[]): Promise<FoundViolation[]> {
  const args = [CRUISER, '--config', path.join(ROOT, config), '--output-type', 'json', ...folders];
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }).catch(
    // The exit code is the number of violations.
    (error: unknown) => error as { stdout: string },
  );
  return (JSON.parse(stdout) as { summary: { violations: FoundViolation[] } }).summary.violations;
}

/** Names of the broken rules, sorted, each once. */
function namesOf(found: readonly FoundViolation[]): string[] {
  return [...new Set(found.map(({ rule }) => rule.name))].sort();
}

async function broken(config: string, ...folders: readonly string[]): Promise<string[]> {
  return namesOf(await violations(config, ...folders));
}

async function rulesOf(config: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, [
    '--input-type=module',
    '--eval',
    `import config from ${JSON.stringify(pathToFileURL(path.join(ROOT, config)).href)};
     console.log(JSON.stringify(config.forbidden.map(({ name }) => name)));`,
  ]);
  return (JSON.parse(stdout) as string[]).sort();
}

test('each rule about layers and rooms is broken by an import against it', async () => {
  const config = '.dependency-cruiser.mjs';
  const rules = await rulesOf(config);
  // No layer may import a test, so this import breaks the rule of any layer.
  for (const rule of rules) {
    const [, layer] = /^(.*)-imports-what-is-below$/.exec(rule) ?? [];
    if (layer === undefined) continue;
    plant(`src/${layer}/a.ts`, 'test/a.ts');
  }
  for (const rule of rules) {
    const [, layer, room] = /^(domain|application|console)-(.*)-imports-rooms-before-it$/.exec(rule) ?? [];
    if (layer !== undefined && room !== undefined)
      plant(`src/${layer}/${room}/b.ts`, `src/${layer}/${LAST_ROOMS[layer]}/a.ts`);
  }
  for (const [layer, room] of Object.entries(LAST_ROOMS)) plant(`src/${layer}/${room}/a.ts`);
  plant('test/a.ts');
  plant('src/domain/c.ts', 'src/domain/d.ts');
  plant('src/domain/d.ts', 'src/domain/c.ts');
  plant('src/domain/e.ts', 'node:fs');
  plant('src/http/b.ts', 'src/storage/collections/b.ts');
  plant('src/storage/collections/b.ts');
  plant('src/application/d.ts', 'prom-client', '@opentelemetry/api');
  plant('src/processes/b.ts', 'src/tracing/a.ts');
  plant('src/drawer/a.ts', 'src/domain/orders/a.ts');
  plant('src/application/drawer/a.ts', 'src/domain/orders/a.ts');
  plant('workflows/a.ts', 'src/application/canary/a.ts');
  plant('activities/a.ts', 'src/http/b.ts', 'workflows/order-activities.ts');
  plant('workflows/order-activities.ts');
  plant('src/console/c.ts', 'src/contracts/c.ts', 'node:fs');
  plant('src/contracts/c.ts');
  plant('client/src/a.ts', 'src/domain/orders/a.ts', 'node:fs');
  expect(await broken(config, 'src', 'workflows', 'activities', 'client', 'test')).toEqual(rules);
});

test('the console uses the client and types of contracts, and nothing uses the console', async () => {
  const config = '.dependency-cruiser.mjs';
  for (const file of ['client/src/index.ts', 'client/src/webhooks.ts', 'src/domain/a.ts']) plant(file);
  write('src/contracts/a.ts', 'export interface A { a: string }\n');
  plant('src/console/orders/a.ts', 'client/src/index.ts', 'src/console/texts/a.ts', 'react', 'wouter');
  plant('src/console/texts/a.ts');
  write('src/console/orders/b.ts', "import type { A } from '../../contracts/a.ts';\nexport type B = A;\n");
  write(
    'src/console/orders/g.ts',
    "import { createClient } from '@prepaid-fulfilment/client';\nvoid createClient;\n",
  );
  expect(await broken(config, 'src', 'client')).toEqual([]);

  plant('src/console/orders/c.ts', 'client/src/webhooks.ts');
  plant('src/console/orders/d.ts', 'src/domain/a.ts');
  write('src/console/orders/e.ts', "import '@prepaid-fulfilment/client/webhooks';\n");
  plant('src/console/orders/f.ts', 'zod');
  plant('src/http/a.ts', 'src/console/texts/a.ts');
  plant('src/cli/a.ts', 'src/console/texts/a.ts');
  const found = await violations(config, 'src', 'client');
  expect(namesOf(found)).toEqual([
    'cli-imports-what-is-below',
    'console-imports-what-is-below',
    'console-runs-in-browsers',
    'http-imports-what-is-below',
  ]);
  expect(found.map(({ from }) => from).sort()).toEqual([
    'src/cli/a.ts',
    'src/console/orders/c.ts',
    'src/console/orders/d.ts',
    'src/console/orders/e.ts',
    'src/console/orders/f.ts',
    'src/http/a.ts',
  ]);
});

test('of the product, only the command line and the console use the client, and only its entries', async () => {
  const config = '.dependency-cruiser.mjs';
  for (const file of ['index', 'webhooks', 'client']) plant(`client/src/${file}.ts`);
  plant('src/cli/a.ts', 'client/src/index.ts', 'client/src/webhooks.ts');
  plant('test/a.ts', 'client/src/client.ts');
  expect(await broken(config, 'src', 'client', 'test')).toEqual([]);
  plant('src/cli/a.ts', 'client/src/client.ts');
  plant('src/http/a.ts', 'client/src/index.ts');
  plant('workflows/a.ts', 'client/src/index.ts');
  plant('activities/a.ts', 'client/src/index.ts');
  expect(await broken(config, 'src', 'workflows', 'activities', 'client')).toEqual([
    'activities-import-what-is-below',
    'cli-imports-what-is-below',
    'http-imports-what-is-below',
    'workflows-import-domain',
  ]);
});

test('workflows reach no I/O, no package, no calendar and no messages but words, not even through others', async () => {
  const config = '.dependency-cruiser.workflows.mjs';
  const targets = {
    io: 'node:fs',
    package: 'zod',
    calendar: 'src/domain/calendar.ts',
    format: 'src/messages/format.ts',
  };
  plant('src/domain/calendar.ts');
  plant('src/messages/format.ts');
  plant('src/messages/words.ts');
  plant('src/messages/errors/orders.ts');
  plant('workflows/words.ts', 'src/messages/words.ts', 'src/messages/errors/orders.ts');
  for (const name of Object.keys(targets)) {
    plant(`workflows/${name}.ts`, `src/domain/${name}-1.ts`);
    plant(`src/domain/${name}-1.ts`, `src/domain/${name}-2.ts`);
    plant(`src/domain/${name}-2.ts`);
  }
  expect(await violations(config, 'workflows')).toEqual([]);
  for (const [name, target] of Object.entries(targets)) plant(`src/domain/${name}-2.ts`, target);
  const found = await violations(config, 'workflows');
  expect(namesOf(found)).toEqual(await rulesOf(config));
  expect([...new Set(found.map(({ from }) => from))].sort()).toEqual([
    'workflows/calendar.ts',
    'workflows/format.ts',
    'workflows/io.ts',
    'workflows/package.ts',
  ]);
});

test('activities implement the types that workflows declare, and workflows know no activity', async () => {
  const config = '.dependency-cruiser.mjs';
  write('workflows/order-activities.ts', 'export interface A { a: string }\n');
  write(
    'activities/a.ts',
    "import type { A } from '../workflows/order-activities.ts';\nexport interface B extends A { b: string }\n",
  );
  expect(await broken(config, 'workflows', 'activities')).toEqual([]);
  write('workflows/a.ts', "import type { B } from '../activities/a.ts';\nexport const a = (b: B) => b;\n");
  expect(await broken(config, 'workflows', 'activities')).toEqual(['workflows-import-domain']);
});
