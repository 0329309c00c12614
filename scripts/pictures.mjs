/** `npm run pictures`: takes the pictures of the console in README and documents anew. */
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { ROOT, setUp } = await import('./set-up.mjs');
const { run } = await import('./steps.mjs');
await setUp({ build: true, browser: true });
const loader = ['--import', './test/support/run-typescript.mjs'];
const { code } = await run(process.execPath, [...loader, 'test/pictures/take-pictures.ts'], {
  cwd: ROOT,
  inherit: true,
});
process.exit(code);
