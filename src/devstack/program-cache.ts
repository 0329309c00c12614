/**
 * Downloaded programs, cached for the next start. A program is written under a lock and then renamed into place, so it
 * is complete or absent; a hash beside it reveals later damage.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { waitForLock } from './file-lock.ts';
import type { LockHolder } from './file-lock.ts';
import type { ServerProgram } from './server-programs.ts';

export type CacheLookup =
  | { readonly state: 'good'; readonly executable: string }
  | { readonly state: 'empty' }
  | { readonly state: 'damaged'; readonly reason: string };

/** The platform of a program, as Node names it: `linux-x64`. */
export function platformKey(): string {
  return `${process.platform}-${process.arch}`;
}

/** Looks for a version that was downloaded, and verifies its hash. */
export async function lookInCache(
  cacheDir: string,
  program: ServerProgram,
  version: string,
): Promise<CacheLookup> {
  const { folder, executable, hashFile } = placesOf(cacheDir, program, version);
  const expected = await readFile(hashFile, 'utf8').catch(() => undefined);
  if (expected === undefined) return { state: 'empty' };
  const actual = await sha256Of(executable).catch(() => undefined);
  if (actual === expected.trim()) return { state: 'good', executable };
  const reason = actual === undefined ? 'has lost its program' : 'was changed since it was fetched';
  return { state: 'damaged', reason: `${folder} ${reason}` };
}

/**
 * Resolves with the cached program, downloading it if it is missing or damaged. `fetch` writes the program to the given
 * path and may use the folder around it. Two processes that want the same program download it once.
 */
export async function fetchIntoCache(
  cacheDir: string,
  program: ServerProgram,
  version: string,
  fetch: (target: string) => Promise<void>,
  options: { signal?: AbortSignal | undefined; onWait?: ((holder: LockHolder) => void) | undefined } = {},
): Promise<string> {
  const { folder, executable } = placesOf(cacheDir, program, version);
  const lock = await waitForLock(`${folder}.lock`, `fetching ${program.name}`, options);
  try {
    const present = await lookInCache(cacheDir, program, version);
    if (present.state === 'good') return present.executable;

    await removeLeftovers(folder);
    const staging = `${folder}.fetching-${process.pid}`;
    const ready = path.join(staging, 'ready');
    try {
      await mkdir(ready, { recursive: true });
      const target = path.join(ready, program.name);
      await fetch(target);
      await chmod(target, 0o755);
      await writeFile(`${target}.sha256`, `${await sha256Of(target)}\n`);
      await rm(folder, { recursive: true, force: true });
      await rename(ready, folder);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
    return executable;
  } finally {
    lock.release();
  }
}

/** Hex SHA-256 of a file. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

function placesOf(cacheDir: string, { name }: ServerProgram, version: string) {
  const folder = path.join(cacheDir, `${name}-${version}-${platformKey()}`);
  const executable = path.join(folder, name);
  return { folder, executable, hashFile: `${executable}.sha256` };
}

/** Removes what a process that was killed during a download left behind. The lock guarantees that it is not in use. */
async function removeLeftovers(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${path.basename(folder)}.fetching-`)) {
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }
}
