/** Builds a tree of sources without checking types: `node build-tree.mjs <root> <target>`. In a process of its own. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createDevBuild, SOURCE_FOLDERS } from '../../scripts/dev-build.mjs';

const [root, target] = process.argv.slice(2);
// Earlier releases have fewer folders.
for (const folder of SOURCE_FOLDERS) mkdirSync(path.join(root, folder), { recursive: true });
const build = createDevBuild({ root, target });
await build.compileAll();
await build.bundle();
