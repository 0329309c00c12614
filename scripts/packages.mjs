/** Whether the installed packages are those of the lockfile, judged by what they are and not by dates. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Compares the lockfile with the list that npm leaves of what it has installed. */
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

/** npm leaves out optional packages that are for other kinds of machine. */
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
