/** A place where a server's executable may be found, and the result of the search there. */
import type { Environment } from '../infra/config.ts';
import type { Progress } from './progress.ts';
import type { ServerProgram } from './server-programs.ts';

export interface DownloadLimits {
  /** To resolve the name of the site, or of the proxy, and to connect. */
  readonly connectMs: number;
  /** Without a new byte; includes the start of the library. */
  readonly stallMs: number;
  readonly totalMs: number;
}

export interface SearchContext {
  /** For PATH, and for programs that are run during the search. */
  readonly environment: Environment;
  /** The executable named in the configuration, if any. */
  readonly configured: string | undefined;
  readonly cacheDir: string;
  readonly progress: Progress;
  /** Other limits than the usual ones of an official download. */
  readonly downloadLimits?: Partial<DownloadLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Found {
  readonly found: true;
  /** Absolute path. */
  readonly executable: string;
  /** If the program reports it. */
  readonly version: string | undefined;
}

export interface Missed {
  readonly found: false;
  readonly reason: string;
  /** True if the search must end here: the user configured this source and it fails. */
  readonly final?: true;
}

export interface ExecutableSource {
  /** Its name in a list of sources. */
  readonly name: string;
  find(program: ServerProgram, context: SearchContext): Promise<Found | Missed>;
}

export function missed(reason: string): Missed {
  return { found: false, reason };
}
