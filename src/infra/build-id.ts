/** Identifies a build: processes with the same id run the same workflows, whatever machine built them. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { productVersion } from './product-version.ts';
import { WORKFLOW_BUNDLE } from './workflow-bundle.ts';

/** Locates lines of the bundle in source files. It holds absolute paths, which differ between machines. */
const SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/gm;
const HASH_LENGTH = 12;

/**
 * The product's version and a hash of the bundled workflows, such as `1.4.0-0f3a9c1b2d4e`. `given`, the variable `BUILD_ID`,
 * replaces it. Sources without a build are `<version>-source`.
 */
export function buildId(given: string | undefined, bundle = WORKFLOW_BUNDLE): string {
  if (given !== undefined) return given;
  if (!existsSync(bundle)) return `${productVersion()}-source`;
  const code = readFileSync(bundle, 'utf8').replaceAll(SOURCE_MAP, '');
  const hash = createHash('sha256').update(code).digest('hex');
  return `${productVersion()}-${hash.slice(0, HASH_LENGTH)}`;
}
