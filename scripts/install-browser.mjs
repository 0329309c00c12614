/** Installs the browser of tests and pictures, for those who run single tests with Jest itself. */
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { setUp } = await import('./set-up.mjs');
await setUp({ build: false, browser: true });
