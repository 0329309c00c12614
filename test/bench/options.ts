import type { MongodSettings } from '../../src/devstack/mongod.ts';

/** Options of a run of the bench. */
export interface BenchOptions {
  readonly rounds: number;
  /** How long a side is measured in its turn, and how long it runs before, unmeasured. */
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** A short run of everything, to see that it works: the figures mean nothing. */
  readonly smoke: boolean;
  /** Whether this measurement is part of the run. */
  readonly wants: (name: string) => boolean;
  /** Settings of the MongoDB that is compared with the embedded one; null if none is. */
  readonly mongod: MongodSettings | null;
  readonly progress: (line: string) => void;
}
