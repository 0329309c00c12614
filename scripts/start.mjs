/** `npm start`: sets the project up if necessary, then runs the whole product in this process. */
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { setUp } = await import('./set-up.mjs');
await setUp({ build: true });

process.setSourceMapsEnabled(true);
const { main } = await import('../dist/src/cli/main.js');
await main(['stack', ...process.argv.slice(2)]);
process.exit();
