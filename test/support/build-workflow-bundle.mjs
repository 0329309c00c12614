/**
 * Bundles workflows from their sources: `node build-workflow-bundle.mjs <target> <entry>`. The bundler is a large
 * program that only this step needs, so it has a process of its own.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { bundleWorkflows } from '../../scripts/workflow-bundle.mjs';

const [target, workflowsPath] = process.argv.slice(2);
const unfinished = `${target}.${process.pid}`;
writeFileSync(unfinished, await bundleWorkflows(workflowsPath));
// Whoever looks for the target finds a whole bundle or none.
renameSync(unfinished, target);
