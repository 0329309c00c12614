/** `npm run bench`: sets the project up if necessary and measures; arguments after `--` go to the bench. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { ROOT, setUp } = await import('./set-up.mjs');
const { run } = await import('./steps.mjs');
await setUp({ build: true, browser: true });

const loader = pathToFileURL(path.join(ROOT, 'test', 'support', 'run-typescript.mjs')).href;
const bench = path.join(ROOT, 'test', 'bench', 'main.ts');
const { code } = await run(process.execPath, ['--import', loader, bench, ...process.argv.slice(2)], {
  cwd: ROOT,
  inherit: true,
});
process.exit(code);
