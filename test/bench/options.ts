/** What a run of the bench was asked for. */
export interface BenchOptions {
  readonly rounds: number;
  /** How long a side is measured in its turn, and how long it runs before, unmeasured. */
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** Everything for a moment, to see that it runs: the figures mean nothing. */
  readonly smoke: boolean;
  /** Whether this measurement is part of the run. */
  readonly wants: (name: string) => boolean;
  readonly progress: (line: string) => void;
}
