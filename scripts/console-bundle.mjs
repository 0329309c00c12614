/**
 * Builds the console, for the product and for its tests: the page, and scripts, styles and images with a hash of their
 * content in their names. Each is also stored compressed, so that the API compresses nothing by itself.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What the built console depends on, besides installed packages. */
export const CONSOLE_SOURCES = ['src/console', 'client/src'];

const ROOT = fileURLToPath(new URL('../src/console', import.meta.url));
/** Images are small or compressed already. */
const COMPRESSED = /\.(js|css|svg)$/;

/** Messages of React name a page of its site. The console names no other host, and the number tells as much. */
const withoutAddresses = {
  name: 'without-addresses',
  renderChunk: (code) => ({ code: code.replaceAll('https://react.dev/errors/', 'React error '), map: null }),
};

/** Packages mark modules for servers that render React; there is none here. */
function isAboutServers({ code }) {
  return code === 'MODULE_LEVEL_DIRECTIVE';
}

/** Writes the built console into a folder, which is emptied first. */
export async function bundleConsole(target) {
  const { build } = await import('vite');
  await asProduction(() =>
    build({
      configFile: false,
      root: ROOT,
      logLevel: 'warn',
      plugins: [withoutAddresses],
      build: {
        outDir: target,
        emptyOutDir: true,
        // Inlined files would need a wider content security policy.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        rolldownOptions: {
          onLog: (level, log, show) => {
            if (!isAboutServers(log)) show(level, log);
          },
        },
      },
    }),
  );
  await compress(path.join(target, 'assets'));
}

/** The bundler takes React as it is for development if this variable says so, which test runners set. */
async function asProduction(work) {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    return await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

async function compress(folder) {
  const files = readdirSync(folder).filter((name) => COMPRESSED.test(name));
  await Promise.all(files.map((name) => compressFile(path.join(folder, name))));
}

async function compressFile(file) {
  const content = readFileSync(file);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const [gzipped, brotlied] = await Promise.all([
    promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
    promisify(brotliCompress)(content, { params: quality }),
  ]);
  writeFileSync(`${file}.gz`, gzipped);
  writeFileSync(`${file}.br`, brotlied);
}
