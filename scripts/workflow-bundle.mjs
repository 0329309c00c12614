/**
 * Bundles workflows, for the product and for its tests. All modules are loaded once and shared, frozen, by the
 * workflows of a worker; otherwise every cached workflow would hold a copy of each, tables and texts included. Modules
 * must therefore have no state.
 */
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Modules are named by their path from here, so that the code is the same whichever folder it is bundled from. */
const ROOT = path.dirname(import.meta.dirname);
const QUIET = { trace() {}, debug() {}, info() {}, log() {}, warn: console.warn, error: console.error };

/** Resolves with the code of the bundle. `workflowsPath` is the file that exports the workflows. */
export async function bundleWorkflows(workflowsPath) {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    webpackConfigHook: (config) => ({ ...config, context: ROOT }),
    logger: QUIET,
  });
  return code;
}
