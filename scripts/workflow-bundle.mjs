/**
 * Bundles workflows, for the product and for its tests. All modules are loaded once and shared, frozen, by the
 * workflows of a worker; otherwise every cached workflow would hold a copy of each, tables and texts included. Modules
 * must therefore have no state.
 */
import { bundleWorkflowCode } from '@temporalio/worker';

const QUIET = { trace() {}, debug() {}, info() {}, log() {}, warn: console.warn, error: console.error };

/** Resolves with the code of the bundle. `workflowsPath` is the file that exports the workflows. */
export async function bundleWorkflows(workflowsPath) {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    logger: QUIET,
  });
  return code;
}
