/**
 * How workflows are bundled, for the product and for its tests. All modules are loaded once and shared, frozen, by the
 * workflows of a worker; otherwise every cached workflow would hold an instance of each of them, tables and texts
 * included. They must therefore keep no state of their own.
 */
import { bundleWorkflowCode } from '@temporalio/worker';

const QUIET = { trace() {}, debug() {}, info() {}, log() {}, warn: console.warn, error: console.error };

/** Gives the code of the bundle. `workflowsPath` is the file that exports the workflows. */
export async function bundleWorkflows(workflowsPath) {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    logger: QUIET,
  });
  return code;
}
