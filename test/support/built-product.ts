/** The build of the current sources in `dist`, as `npm run build` leaves it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectPath } from '../../src/infra/project-root.ts';

const BUILD = "import('./scripts/set-up.mjs').then(({ setUp }) => setUp({ build: true }))";

/** Builds what changed, one process at a time. Returns the path of the command line. */
export async function builtProduct(): Promise<string> {
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', BUILD], {
    cwd: projectPath(),
  });
  return projectPath('dist', 'src', 'cli', 'main.js');
}
