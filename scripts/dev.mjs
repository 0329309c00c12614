/** `npm run dev`: runs the whole product like `npm start`, and restarts what a changed source file belongs to. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const [argument] = process.argv.slice(2);
if (argument !== undefined) {
  const asked = argument === '--help' || argument === '-h';
  (asked ? process.stdout : process.stderr).write(
    `${asked ? '' : `Unknown argument: ${argument}\n\n`}Usage: npm run dev

Runs the whole product on this machine like npm start, in the same data folder, and watches the sources:
  - a file of the API, the worker or the fake payment provider restarts the processes that load it;
  - a file that workflows load bundles them again and restarts the worker;
  - a file of src/console builds the console again: reload the page;
  - a file of src/storage or src/catalogue runs the migrations first.
Types are not checked; npm run check does that. Running workflows replay their histories on the new code:
if a change is not compatible with them, start with an empty DATA_DIR.

Environment variables are those of npm start: npm start -- --help lists them.
`,
  );
  process.exit(asked ? 0 : 2);
}

const { ROOT, setUp } = await import('./set-up.mjs');
const { say, withClock } = await import('./steps.mjs');
await setUp({ build: false });

const { createDevBuild } = await import('./dev-build.mjs');
const { watchSources } = await import('./dev-reload.mjs');
const target = path.join(ROOT, '.cache', 'dev');
mkdirSync(target, { recursive: true });
const build = createDevBuild({ root: ROOT, target });
const sources = await watchSources({ root: ROOT, build, say });
await withClock('Compiling', () => build.compileAll());
await withClock('Bundling workflows', () => build.bundle());
await withClock('Building the console', () => build.bundleConsole());

process.setSourceMapsEnabled(true);
const compiled = (file) => import(pathToFileURL(path.join(target, 'src', 'cli', file)).href);
const { run } = await compiled('stack.js');
const { exitWith } = await compiled('command-line.js');
const code = await run(process.env, { whenReady: sources.attach }).catch(exitWith);
await sources.close();
process.exit(code);
