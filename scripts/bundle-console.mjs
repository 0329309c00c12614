/** Builds the console into `dist/console`, or the folder that the first argument names. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleConsole } from './console-bundle.mjs';

const [target = fileURLToPath(new URL('../dist/console', import.meta.url))] = process.argv.slice(2);
await bundleConsole(path.resolve(target));
