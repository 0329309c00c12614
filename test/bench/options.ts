/** What a run of the bench was asked for. */
export interface BenchOptions {
  readonly rounds: number;
  /** Whether this measurement is part of the run. */
  readonly wants: (name: string) => boolean;
  readonly progress: (line: string) => void;
}
