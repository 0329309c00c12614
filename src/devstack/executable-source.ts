/** What a place is that may have a server's executable, and what it answers. */
import type { Environment } from '../infra/config.ts';
import type { Progress } from './progress.ts';
import type { ServerProgram } from './server-programs.ts';

export interface SearchContext {
  /** For PATH, and for programs that are run on the way. */
  readonly environment: Environment;
  /** The executable that the configuration names, if any. */
  readonly configured: string | undefined;
  readonly cacheDir: string;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

export interface Found {
  readonly found: true;
  /** Absolute path. */
  readonly executable: string;
  /** Where the program tells it. */
  readonly version: string | undefined;
}

export interface Missed {
  readonly found: false;
  readonly reason: string;
  /** True where the search must end here: somebody asked for this source and it fails. */
  readonly final?: true;
}

export interface ExecutableSource {
  /** As it reads in a list of sources. */
  readonly name: string;
  find(program: ServerProgram, context: SearchContext): Promise<Found | Missed>;
}

export function missed(reason: string): Missed {
  return { found: false, reason };
}
