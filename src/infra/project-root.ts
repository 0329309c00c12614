/** Finds files of the project, whether the code runs from its sources or from a build. */
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  if (existsSync(path.join(folder, 'package-lock.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error(`no package-lock.json above ${import.meta.dirname}`);
  return rootAbove(parent);
}

/** Absolute path of a path relative to the project root. */
export function projectPath(...segments: readonly string[]): string {
  return path.join(root, ...segments);
}
