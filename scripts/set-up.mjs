/**
 * Makes a clone ready to run: packages as in the lockfile, and a build of the current sources. What is up to date costs
 * milliseconds. Uses nothing but Node itself.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONSOLE_SOURCES } from './console-bundle.mjs';
import { installBrowser } from './browser.mjs';
import { installPackages, packagesAreInstalled } from './packages.mjs';
import { withSetUpLock } from './set-up-lock.mjs';
import { step } from './steps.mjs';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const SOURCES = ['src', 'workflows', 'activities', 'client/src'];
const BUILD_INPUTS = [
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
  ...['scripts/bundle-workflows.mjs', 'scripts/workflow-bundle.mjs'],
];
const STAMP = path.join(ROOT, 'dist', '.stamp');
/** The console is built by itself: a change of it compiles nothing else. */
const CONSOLE = 'src/console';
const CONSOLE_INPUTS = ['package-lock.json', 'scripts/bundle-console.mjs', 'scripts/console-bundle.mjs'];
const CONSOLE_STAMP = path.join(ROOT, 'dist', 'console', '.stamp');

/** Path of a file of an installed package. */
export function packageFile(...segments) {
  return path.join(ROOT, 'node_modules', ...segments);
}

/** Makes current what is asked for: `build` builds everything, `console` that part alone, `browser` installs the one of tests. */
export async function setUp({ build, console = false, browser = false }) {
  assertUsableFolder(ROOT);
  await withSetUpLock(path.join(ROOT, '.cache', 'set-up.lock'), async () => {
    if (!packagesAreInstalled(ROOT)) await installPackages('Installing packages', ROOT);
    if (browser) await installBrowser();
    await Promise.all([...(build ? [buildSources()] : []), ...(build || console ? [buildConsole()] : [])]);
  });
}

/**
 * The workflow bundler misinterprets these characters in a path. The check runs before minutes are spent on installing.
 */
function assertUsableFolder(folder) {
  const [character] = /[#?!]/.exec(folder) ?? [];
  if (character === undefined) return;
  process.stderr.write(
    `The project lies in ${folder}, and workflows cannot be bundled from a path with "${character}" in it.\n` +
      'Move it to a folder without #, ? and !.\n',
  );
  process.exit(1);
}

async function buildSources() {
  const sources = SOURCES.flatMap(filesUnder).filter((file) => !isUnder(CONSOLE, file));
  await buildIfChanged(STAMP, BUILD_INPUTS.concat(sources), compileSources);
}

async function buildConsole() {
  await buildIfChanged(CONSOLE_STAMP, CONSOLE_INPUTS.concat(CONSOLE_SOURCES.flatMap(filesUnder)), () =>
    step('Building the console', process.execPath, ['scripts/bundle-console.mjs'], { cwd: ROOT }),
  );
}

async function buildIfChanged(stamp, inputs, build) {
  const fingerprint = fingerprintOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  mkdirSync(path.dirname(stamp), { recursive: true });
  rmSync(stamp, { force: true });
  await build();
  writeFileSync(stamp, fingerprint);
}

async function compileSources() {
  await step(
    'Compiling',
    process.execPath,
    [packageFile('@typescript/native', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
    {
      cwd: ROOT,
    },
  );
  removeLeftovers();
  await step('Bundling workflows', process.execPath, ['scripts/bundle-workflows.mjs'], { cwd: ROOT });
}

function fingerprintOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

function filesUnder(folder) {
  const found = path.join(ROOT, folder);
  if (!existsSync(found)) return [];
  return readdirSync(found, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

function isUnder(folder, file) {
  return !path.relative(folder, file).startsWith('..');
}

/** The compiler does not delete the output of removed sources. */
function removeLeftovers() {
  for (const folder of SOURCES) {
    for (const output of filesUnder(path.join('dist', folder))) {
      const source = path.relative('dist', output).replace(/\.js(\.map)?$/, '.ts');
      if (!existsSync(path.join(ROOT, source))) rmSync(path.join(ROOT, output));
    }
  }
}
