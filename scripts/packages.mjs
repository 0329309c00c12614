/** Packages of npm: whether the installed ones are those of the lockfile, judged by versions and hashes instead of dates. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { step } from './steps.mjs';

/** Installs exactly what the lockfile of a folder says. */
export async function installPackages(name, folder) {
  // npm passes its own path to its scripts; this is the npm that the user called.
  const [command, first] = process.env.npm_execpath
    ? [process.execPath, [process.env.npm_execpath]]
    : ['npm', []];
  await step(`${name} (npm ci)`, command, [...first, 'ci', '--include=dev', '--loglevel=error'], {
    cwd: folder,
  });
}

/** Compares the lockfile with npm's list of installed packages. */
export function packagesAreInstalled(root) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const installed = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  const missing = Object.entries(wanted).some(([place, entry]) =>
    installed[place] ? !isSame(installed[place], entry) : place !== '' && !isLeftOut(entry),
  );
  const superfluous = Object.keys(installed).some((place) => !wanted[place]);
  return !missing && !superfluous;
}

/** npm omits optional packages for other platforms. */
function isLeftOut(entry) {
  return Boolean(entry.optional || entry.devOptional);
}

function isSame(one, other) {
  return one.version === other.version && one.integrity === other.integrity;
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
