/** Prepares what tests of the console need: a browser, and a build of the current console. What is there costs a moment. */
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { setUp } = await import('./set-up.mjs');
await setUp({ build: false, console: true, browser: true });
