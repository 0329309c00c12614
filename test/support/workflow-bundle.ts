/**
 * The workflow bundle, built once for a run and shared by all test files. The file is named after the hash of its sources,
 * so a bundle is never stale.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { waitForLock } from '../../src/devstack/file-lock.ts';
import { DAY_MS } from '../../src/domain/instant.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, '.cache', 'workflow-bundles');
const BUILDER = path.join(import.meta.dirname, 'build-workflow-bundle.mjs');
/** Sources of a bundle. The lock file stands for the packages. */
const SOURCES = [
  'workflows',
  'src/domain',
  'package-lock.json',
  'scripts/workflow-bundle.mjs',
  'test/support/build-workflow-bundle.mjs',
];

export interface WorkflowBundle {
  readonly codePath: string;
}

/** Returns the bundle of the product's workflows. */
export function workflowBundle(): Promise<WorkflowBundle> {
  return bundleOf('workflows/index.ts');
}

/** Returns the bundle of other workflows. `entry` is the file that exports them, relative to the project's root. */
export async function bundleOf(entry: string): Promise<WorkflowBundle> {
  const codePath = path.join(FOLDER, `${hashOf([...SOURCES, path.dirname(entry)], entry)}.js`);
  if (existsSync(codePath)) return { codePath };
  mkdirSync(FOLDER, { recursive: true });
  // Test files run in separate processes: the first one builds, the others wait.
  const lock = await waitForLock(`${codePath}.lock`, 'bundling the workflows');
  try {
    if (!existsSync(codePath)) await build(codePath, path.join(ROOT, entry));
    removeOld();
  } finally {
    lock.release();
  }
  return { codePath };
}

function hashOf(sources: readonly string[], entry: string): string {
  const hash = createHash('sha256').update(entry);
  for (const source of sources) {
    for (const file of filesOf(path.join(ROOT, source))) {
      hash.update(`\n${path.relative(ROOT, file)}\n`).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 32);
}

function filesOf(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function build(codePath: string, entry: string): Promise<void> {
  const builder = spawn(process.execPath, [BUILDER, codePath, entry], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  builder.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  builder.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => builder.once('close', resolve));
  if (code !== 0) throw new Error(`the workflows cannot be bundled:\n${output}`);
}

/** Removes bundles of earlier sources. A recent bundle may still be in use by another run. */
function removeOld(): void {
  for (const name of readdirSync(FOLDER)) {
    const file = path.join(FOLDER, name);
    const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > DAY_MS) rmSync(file, { force: true });
  }
}
