/** `node test/histories/record.mjs [name …]`: records the histories of this version; see README.md beside it. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';

await import(pathToFileURL(path.resolve(import.meta.dirname, '../support/run-typescript.mjs')).href);
const { record } = await import('./record.ts');
await record(process.argv.slice(2));
