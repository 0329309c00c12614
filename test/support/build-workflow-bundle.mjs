/**
 * Bundles workflows from their sources: `node build-workflow-bundle.mjs <target> <entry>`. The bundler is large and only
 * this step needs it, so it runs in its own process.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { bundleWorkflows } from '../../scripts/workflow-bundle.mjs';

const [target, workflowsPath] = process.argv.slice(2);
const unfinished = `${target}.${process.pid}`;
writeFileSync(unfinished, await bundleWorkflows(workflowsPath));
// The rename is atomic: a reader of the target never sees a partial bundle.
renameSync(unfinished, target);
