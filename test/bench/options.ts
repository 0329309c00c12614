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
  readonly progress: (line: string) => void;
}
