/** The command lines of this version and of a released one, built from sources. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { waitForLock } from '../../src/devstack/file-lock.ts';
import { projectPath } from '../../src/infra/project-root.ts';

interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
}

const BUILDER = path.join(import.meta.dirname, 'build-tree.mjs');
const MOST_BYTES = 500_000_000;

/** Path of the command line of the current sources. Built anew each time. */
export async function currentProgram(): Promise<string> {
  const target = projectPath('.cache', 'current');
  await build(projectPath(), target);
  return programIn(target);
}

/**
 * Path of the command line of a release of `releases.json`, from the history of the repository. Built once for a commit.
 * Throws if the release runs with other packages than this version.
 */
export async function releasedProgram(version: string): Promise<string> {
  const releases = JSON.parse(readFileSync(projectPath('releases.json'), 'utf8')) as Record<string, string>;
  const commit = releases[version];
  if (commit === undefined) throw new Error(`releases.json has no release ${version}`);
  const root = projectPath('.cache', 'releases', commit);
  mkdirSync(path.dirname(root), { recursive: true });
  const lock = await waitForLock(`${root}.lock`, `building release ${version}`);
  try {
    if (!existsSync(root)) await buildRelease(commit, root);
  } finally {
    lock.release();
  }
  return programIn(path.join(root, 'dist'));
}

async function buildRelease(commit: string, root: string): Promise<void> {
  const unfinished = `${root}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  const tree = execFileSync('git', ['archive', commit], { cwd: projectPath(), maxBuffer: MOST_BYTES });
  execFileSync('tar', ['-x', '-C', unfinished], { input: tree });
  assertSamePackages(unfinished);
  await build(unfinished, path.join(unfinished, 'dist'));
  renameSync(unfinished, root);
}

async function build(root: string, target: string): Promise<void> {
  await promisify(execFile)(process.execPath, [BUILDER, root, target]);
}

function assertSamePackages(root: string): void {
  const [theirs, ours] = [path.join(root, 'package.json'), projectPath('package.json')].map(
    (file) => (JSON.parse(readFileSync(file, 'utf8')) as PackageFile).dependencies,
  );
  const other = Object.entries(theirs ?? {}).filter(([name, version]) => ours?.[name] !== version);
  if (other.length > 0) throw new Error(`the release runs with other packages: ${other.join(', ')}`);
}

function programIn(folder: string): string {
  return path.join(folder, 'src', 'cli', 'main.js');
}
