/**
 * A program of Debian or Ubuntu that a test runs: the one that is installed, or else one that is not installed for it. Its
 * package and the libraries that this machine lacks are downloaded by apt, which verifies them, and unpacked into
 * `.cache/debian`.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectPath } from '../../src/infra/project-root.ts';

const run = promisify(execFile);
const LIMIT_MS = 120_000;

export interface DebianProgram {
  readonly path: string;
  /** Variables with which it finds its libraries. */
  readonly environment: NodeJS.ProcessEnv;
}

/** A package, and its program in `bin` or `sbin`. Throws with the message of apt if it cannot be had. */
export async function debianProgram(name: string, program = name): Promise<DebianProgram> {
  const installed = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((place) => path.join(place, program))
    .find((file) => existsSync(file));
  if (installed !== undefined) return { path: installed, environment: {} };
  const cache = projectPath('.cache', 'debian');
  const folder = path.join(cache, name);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const temporary = mkdtempSync(path.join(cache, 'unpacking-'));
    try {
      await unpack(name, temporary);
      // Another test may have been faster; its copy is as good.
      if (!existsSync(folder)) renameSync(temporary, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  }
  return {
    path: foundIn(folder, program),
    environment: { LD_LIBRARY_PATH: libraryFolders(folder).join(':') },
  };
}

async function unpack(name: string, folder: string): Promise<void> {
  const archives = path.join(folder, 'archives');
  mkdirSync(path.join(archives, 'partial'), { recursive: true });
  const download = () =>
    run(
      'apt-get',
      [
        ...['install', '--download-only', '--reinstall', '--no-install-recommends', '--yes'],
        ...['-o', `Dir::Cache::archives=${archives}`, '-o', 'Debug::NoLocking=true'],
        ...['-o', 'APT::Sandbox::User=root', name],
      ],
      { timeout: LIMIT_MS },
    );
  await download().catch(async () => {
    // A fresh machine has no lists of packages, or old ones.
    await run('apt-get', ['update'], { timeout: LIMIT_MS });
    await download();
  });
  for (const file of readdirSync(archives).filter((entry) => entry.endsWith('.deb')))
    await run('dpkg-deb', ['-x', path.join(archives, file), folder], { timeout: LIMIT_MS });
  rmSync(archives, { recursive: true });
}

function foundIn(folder: string, program: string): string {
  const places = ['usr/sbin', 'usr/bin', 'sbin', 'bin'].map((place) => path.join(folder, place, program));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`no ${program} in ${folder}`);
  return found;
}

function libraryFolders(folder: string): string[] {
  return ['usr/lib', 'lib'].flatMap((place) => {
    const libraries = path.join(folder, place);
    if (!existsSync(libraries)) return [];
    const byArchitecture = readdirSync(libraries).filter((entry) => entry.endsWith('-linux-gnu'));
    return byArchitecture.map((entry) => path.join(libraries, entry));
  });
}
