/** The version of the product, as its package states it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const packageFile = z.object({ version: z.string() });

/** Returns `version` of the nearest package.json above this file: sources and build lie at different depths. */
export function productVersion(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return packageFile.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))).version;
}
