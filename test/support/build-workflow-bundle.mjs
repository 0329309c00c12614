/**
 * Bundles workflows from their sources: `node build-workflow-bundle.mjs <target> <entry>`. The bundler is a large
 * program that only this step needs, so it has a process of its own.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { bundleWorkflowCode } from '@temporalio/worker';

const [target, workflowsPath] = process.argv.slice(2);
const quiet = { trace() {}, debug() {}, info() {}, log() {}, warn: console.warn, error: console.error };
const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
const unfinished = `${target}.${process.pid}`;
writeFileSync(unfinished, code);
// Whoever looks for the target finds a whole bundle or none.
renameSync(unfinished, target);
