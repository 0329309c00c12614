/** Runs a program once to check that it works here and is new enough, and reports what is missing. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { ServerProgram } from './server-programs.ts';

/** Packages of Debian and Ubuntu for the libraries that a `mongod` may miss. */
const LIBRARY_PACKAGES: Readonly<Record<string, string>> = {
  'libcurl.so.4': 'libcurl4',
  'libssl.so.3': 'libssl3',
  'libcrypto.so.3': 'libssl3',
  'libssl.so.1.1': 'libssl1.1',
  'libcrypto.so.1.1': 'libssl1.1',
  'liblzma.so.5': 'liblzma5',
};

/** The first run after unpacking reads the whole program from disk. */
const TIMEOUT_MS = 20_000;

export type ProbeResult = { readonly works: true; readonly version: string | undefined } | Broken;
interface Broken {
  readonly works: false;
  readonly reason: string;
}

export async function probeExecutable(program: ServerProgram, executable: string): Promise<ProbeResult> {
  const unusable = await unusableFile(executable);
  if (unusable !== undefined) return broken(`${executable} ${unusable}`);

  const run = await runOnce(executable, program.probe.args);
  const answer = program.probe.answer.exec(run.output);
  if (!answer) return broken(`${executable} does not run: ${explain(run)}`);
  const version = answer[1];
  if (
    program.minimumVersion !== undefined &&
    version !== undefined &&
    isOlder(version, program.minimumVersion)
  ) {
    return broken(`${executable} is version ${version}; ${program.minimumVersion} or newer is needed`);
  }
  return { works: true, version };
}

async function unusableFile(executable: string): Promise<string | undefined> {
  const found = await stat(executable).catch(() => undefined);
  if (!found) return 'does not exist';
  if (!found.isFile()) return 'is not a file';
  const runs = await access(executable, constants.X_OK).then(
    () => true,
    () => false,
  );
  return runs ? undefined : 'is not executable';
}

interface Run {
  readonly output: string;
  readonly signal: string | undefined;
  readonly failure: string | undefined;
}

function runOnce(executable: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(executable, args, { timeout: TIMEOUT_MS }, (error, stdout, stderr) => {
      resolve({
        output: `${stdout}\n${stderr}`,
        signal: error?.signal ?? undefined,
        failure: error?.message,
      });
    });
  });
}

function explain({ output, signal, failure }: Run): string {
  const library = /error while loading shared libraries: ([^:\s]+):/.exec(output)?.[1];
  if (library !== undefined) {
    const name = LIBRARY_PACKAGES[library];
    return `the library ${library} is missing${name === undefined ? '' : ` (on Debian and Ubuntu: apt-get install ${name})`}`;
  }
  const wanted = /version [`'](GLIBC(?:XX)?_[\d.]+)' not found/.exec(output)?.[1];
  if (wanted !== undefined) return `the system is too old for it (${wanted} is missing)`;
  if (signal === 'SIGILL') return 'the processor lacks instructions that it needs (AVX)';
  if (signal !== undefined) return `it was ended by ${signal}`;
  const said = output.trim().split('\n').filter(Boolean).slice(-2).join(' ');
  return said || failure || 'it said nothing';
}

function isOlder(version: string, minimum: string): boolean {
  return version.localeCompare(minimum, 'en', { numeric: true }) < 0;
}

function broken(reason: string): Broken {
  return { works: false, reason };
}
