/** Bundles the compiled workflows during the build, so that workers start without bundling. */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from './workflow-bundle.mjs';

const workflowsPath = fileURLToPath(new URL('../dist/workflows/index.js', import.meta.url));
const bundlePath = fileURLToPath(new URL('../dist/workflow-bundle.js', import.meta.url));

if (!existsSync(workflowsPath))
  throw new Error(`${workflowsPath} is missing: the sources have no workflows/index.ts`);
writeFileSync(bundlePath, await bundleWorkflows(workflowsPath));
