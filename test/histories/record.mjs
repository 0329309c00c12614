/** `node test/histories/record.mjs [--version x.y.z] [name …]`: records the histories of a version; see README.md beside it. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

await import(pathToFileURL(path.resolve(import.meta.dirname, '../support/run-typescript.mjs')).href);
const { record } = await import('./record.ts');
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { version: { type: 'string' } },
});
await record(positionals, values.version);
