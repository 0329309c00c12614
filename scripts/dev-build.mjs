/**
 * The build of `npm run dev`: compiles file by file without checking types, bundles workflows in this process, and finds out
 * which programs a changed file belongs to. It writes to a folder of its own, so that it never mixes with `dist`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CONSOLE_SOURCES } from './console-bundle.mjs';

export const SOURCE_FOLDERS = ['src', 'workflows', 'activities', 'client/src'];
/** Not compiled file by file: the console has a bundler of its own. */
const CONSOLE = 'src/console/';
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.[^"']+)["']/g;

/** The compiler's own stack trace does not help to find the error. */
const withoutTrace = (message) => message.split(/\n\s*Caused by:/)[0].trim();

/** `root` contains the source folders, `target` receives the compiled files. Paths below are relative to `root`. */
export function createDevBuild({ root, target }) {
  const outputOf = (file) => path.join(target, file.replace(/\.ts$/, '.js'));

  /** Compiles TypeScript files; removes the output of those that no longer exist. Throws with the syntax error. */
  async function compile(files) {
    const modules = files.filter((file) => file.endsWith('.ts') && !file.startsWith(CONSOLE));
    await Promise.all(modules.map(compileFile));
  }

  async function compileFile(file) {
    const { transform } = await import('@swc/core');
    const source = path.join(root, file);
    const text = readIfExists(source);
    if (text === undefined) return rmSync(outputOf(file), { force: true });
    const { code, map } = await transform(text, {
      filename: source,
      sourceFileName: source,
      sourceMaps: true,
      swcrc: false,
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript' },
        transform: { verbatimModuleSyntax: true },
        rewriteRelativeImportExtensions: true,
      },
      module: { type: 'es6' },
    }).catch((error) => {
      throw new Error(`${file} cannot be compiled:\n${withoutTrace(error.message)}`);
    });
    const output = outputOf(file);
    mkdirSync(path.dirname(output), { recursive: true });
    writeFileSync(output, `${code}\n//# sourceMappingURL=${path.basename(output)}.map\n`);
    writeFileSync(`${output}.map`, map);
  }

  async function compileAll() {
    rmSync(target, { recursive: true, force: true });
    await compile(SOURCE_FOLDERS.flatMap((folder) => filesUnder(root, folder)));
  }

  async function bundle() {
    const { bundleWorkflows } = await import('./workflow-bundle.mjs');
    const code = await bundleWorkflows(path.join(target, 'workflows', 'index.js'));
    writeFileSync(path.join(target, 'workflow-bundle.js'), code);
  }

  async function bundleConsole() {
    const bundler = await import('./console-bundle.mjs');
    await bundler.bundleConsole(path.join(target, 'console'));
  }

  /** True if one of the files is part of the console. */
  function affectsConsole(files) {
    return files.some((file) => CONSOLE_SOURCES.some((folder) => file.startsWith(`${folder}/`)));
  }

  /** The compiled files that a program loads, itself included. Types are gone by then, so this is what really runs. */
  function programOf(entry) {
    const found = new Set();
    const open = [outputOf(entry)];
    for (let file = open.pop(); file; file = open.pop()) {
      if (found.has(file)) continue;
      found.add(file);
      for (const [, specifier] of (readIfExists(file) ?? '').matchAll(SPECIFIER)) {
        open.push(path.resolve(path.dirname(file), specifier));
      }
    }
    return found;
  }

  /** True if one of the files is part of the program. */
  function affects(files, entry) {
    const program = programOf(entry);
    return files.some((file) => program.has(outputOf(file)));
  }

  return { compile, compileAll, bundle, bundleConsole, affects, affectsConsole };
}

function filesUnder(root, folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function readIfExists(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
