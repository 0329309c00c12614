/** Progress of steps that take longer than a second: what they do, how many bytes, for how long. */

/** Shows the state of the current step; each line replaces the previous one. */
export type Progress = (line: string) => void;

export const noProgress: Progress = () => undefined;

const EVERY_MS = 1_000;

/** Runs `work`, and reports progress once a second if it takes longer than that. */
export async function withProgress<Result>(
  progress: Progress,
  describe: () => string | Promise<string>,
  work: () => Promise<Result>,
): Promise<Result> {
  const begun = performance.now();
  const report = async (): Promise<void> => {
    const line = await describe();
    progress(`${line}, ${secondsSince(begun)}`);
  };
  const timer = setInterval(() => void report(), EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

export function secondsSince(beganAt: number): string {
  return `${((performance.now() - beganAt) / 1_000).toFixed(1)} s`;
}

export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
