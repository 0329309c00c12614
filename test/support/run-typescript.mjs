/** Lets a test process run TypeScript sources directly: `node --import <this file> some-file.ts`. */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

// Node loads this file twice: in the process, and as the module hooks that it registers there.
if (!process.env.RUN_TYPESCRIPT_HOOKS) {
  process.env.RUN_TYPESCRIPT_HOOKS = 'registered';
  register(import.meta.url);
  delete process.env.RUN_TYPESCRIPT_HOOKS;
}

export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) return nextLoad(url, context);
  const { transform } = await import('@swc/core');
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
