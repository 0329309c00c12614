/** Identifies a build: two processes with the same id run the same code. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { productVersion } from './product-version.ts';

/** The build leaves the bundle beside the compiled `src`; sources that run as they are have none. */
const WORKFLOW_BUNDLE = path.join(import.meta.dirname, '..', '..', 'workflow-bundle.js');
const HASH_LENGTH = 12;

/**
 * The product's version and a hash of the bundled workflows, such as `1.4.0-0f3a9c1b2d4e`. `given`, the variable `BUILD_ID`,
 * replaces it. Sources without a build are `<version>-source`.
 */
export function buildId(given: string | undefined, bundle = WORKFLOW_BUNDLE): string {
  if (given !== undefined) return given;
  if (!existsSync(bundle)) return `${productVersion()}-source`;
  const hash = createHash('sha256').update(readFileSync(bundle)).digest('hex');
  return `${productVersion()}-${hash.slice(0, HASH_LENGTH)}`;
}
