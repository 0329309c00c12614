/** The bundle of workflow code that the build leaves beside the compiled `src`. */
import path from 'node:path';

/** Absolute path. The file exists only where the product is built: tests, which run the sources, bundle for themselves. */
export const WORKFLOW_BUNDLE = path.join(import.meta.dirname, '..', '..', 'workflow-bundle.js');
