/**
 * Downloads a program from its official site, with the library that knows the site: the Temporal SDK or
 * `mongodb-memory-server-core`. Neither has a limit for connecting that suits a machine without internet access, and one
 * verifies no certificate unless told: this file adds limits, and chooses the environment in which the library runs.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { z } from 'zod';
import { projectPath } from '../infra/project-root.ts';
import type { Environment } from '../infra/config.ts';
import type { DownloadLimits, SearchContext } from './executable-source.ts';
import { bytesUnder } from './folder-size.ts';
import { megabytes, withProgress } from './progress.ts';
import { reasonOf, RuntimeProblem } from './runtime-problem.ts';
import type { ServerProgram } from './server-programs.ts';

const LIMITS: DownloadLimits = { connectMs: 3_000, stallMs: 20_000, totalMs: 15 * 60_000 };
const LOOK_EVERY_MS = 250;

const childMessage = z.union([z.object({ executable: z.string() }), z.object({ reason: z.string() })]);

/** Writes the program to `target`; uses the folder `staging` for what is not finished. Throws `RuntimeProblem`. */
export async function officialDownload(
  program: ServerProgram,
  target: string,
  staging: string,
  context: SearchContext,
): Promise<void> {
  const site = siteOf(program, context.environment);
  const limits = { ...LIMITS, ...context.downloadLimits };
  try {
    await assertReachable(siteOrProxy(site, context.environment), limits.connectMs, context.signal);
    await mkdir(staging, { recursive: true });
    const environment = { ...context.environment, ...(await libraryEnvironment(site, staging)) };
    const state = async (): Promise<string> =>
      `downloading ${program.name} ${program.official.version} from ${site.host}: ${megabytes(await bytesUnder(staging))} MB`;
    const executable = await withProgress(context.progress, state, () =>
      runLibrary(program, staging, { environment, limits, signal: context.signal }),
    );
    await copyFile(executable, target);
  } catch (error) {
    throw new RuntimeProblem(`${site.origin}: ${reasonOf(error)} (${remedyFor(program)})`);
  }
}

/** The site that the library will ask, or the mirror that the user chose for it. */
function siteOf({ official }: ServerProgram, environment: Environment): URL {
  const mirror = official.mirrorVariables.map((name) => environment[name]).find(Boolean);
  const site = mirror ?? official.site;
  if (!URL.canParse(site)) throw new RuntimeProblem(`${site} is no address`);
  return new URL(site);
}

function remedyFor({ official }: ServerProgram): string {
  const mirror = official.mirrorVariables[0];
  return mirror === undefined ? 'HTTPS_PROXY names a proxy' : `HTTPS_PROXY names a proxy, ${mirror} a mirror`;
}

function siteOrProxy(site: URL, environment: Environment): URL {
  const proxy = environment['https_proxy'] ?? environment['HTTPS_PROXY'];
  return proxy !== undefined && URL.canParse(proxy) ? new URL(proxy) : site;
}

/** Rejects within the limit if nothing accepts connections there, as on a machine without internet access. */
async function assertReachable(
  { hostname, port, protocol }: URL,
  limitMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const limit = AbortSignal.timeout(limitMs);
  const ends = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (protocol === 'http:' ? 80 : 443)),
    signal: ends,
  });
  try {
    await new Promise<void>((resolve, reject) =>
      socket.once('connect', () => resolve()).once('error', reject),
    );
  } catch (error) {
    throw limit.aborted
      ? new RuntimeProblem(`no connection to ${hostname} within ${limitMs / 1_000} s`)
      : error;
  } finally {
    socket.destroy();
  }
}

/** What makes the library download once, into that folder, verified, and nothing that is installed elsewhere. */
async function libraryEnvironment(site: URL, folder: string): Promise<Record<string, string | undefined>> {
  const distribution = mongodDistribution(process.platform, process.arch, await osRelease());
  return {
    MONGOMS_DOWNLOAD_DIR: folder,
    MONGOMS_SYSTEM_BINARY: undefined,
    MONGOMS_MAX_RETRIES: '1',
    MONGOMS_RESUME_DOWNLOAD: 'false',
    MONGOMS_USE_HTTP: String(site.protocol === 'http:'),
    ...(distribution !== undefined && { MONGOMS_DISTRO: distribution }),
    // The library verifies the certificate of the site only then.
    npm_config_strict_ssl: 'true',
  };
}

/** MongoDB has no build for Debian on arm64; that for Ubuntu 22.04 runs there. Undefined: the library finds out. */
export function mongodDistribution(platform: string, arch: string, release: string): string | undefined {
  return platform === 'linux' && arch === 'arm64' && /^ID="?debian"?$/m.test(release)
    ? 'ubuntu-22.04'
    : undefined;
}

function osRelease(): Promise<string> {
  return readFile('/etc/os-release', 'utf8').catch(() => '');
}

interface LibraryRun {
  readonly environment: Environment;
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal | undefined;
}

/** Resolves with the path of the downloaded program. */
async function runLibrary(
  { name, official }: ServerProgram,
  folder: string,
  { environment, limits, signal }: LibraryRun,
): Promise<string> {
  const child = fork(projectPath('scripts', 'download-server.mjs'), [name, official.version, folder], {
    // A group of its own, which includes the server that the Temporal SDK starts.
    detached: true,
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const watch = new AbortController();
  try {
    return await Promise.race([resultOf(child), limitsOf(folder, limits, watch.signal), interrupted(signal)]);
  } finally {
    watch.abort();
    endGroup(child);
  }
}

function resultOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, by) =>
      reject(new RuntimeProblem(`the download ended with ${by ?? `code ${code}`}`)),
    );
    child.once('message', (sent) => {
      const message = childMessage.parse(sent);
      if ('executable' in message) resolve(message.executable);
      else reject(new RuntimeProblem(message.reason));
    });
  });
}

/** Rejects when no byte arrived for too long, or after the total limit. */
function limitsOf(folder: string, limits: DownloadLimits, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const begun = performance.now();
    let last = { bytes: 0, at: begun };
    const timer = setInterval(() => {
      void bytesUnder(folder).then((bytes) => {
        const now = performance.now();
        if (bytes !== last.bytes) last = { bytes, at: now };
        if (now - last.at > limits.stallMs)
          reject(new RuntimeProblem(`no data for ${limits.stallMs / 1_000} s`));
        if (now - begun > limits.totalMs)
          reject(new RuntimeProblem(`not finished within ${limits.totalMs / 1_000} s`));
      });
    }, LOOK_EVERY_MS);
    ended.addEventListener('abort', () => clearInterval(timer));
  });
}

function interrupted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new RuntimeProblem('interrupted')), { once: true });
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended, as after every complete download.
  }
}
