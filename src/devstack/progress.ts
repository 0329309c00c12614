/** What takes longer than a second says where it is: what it does, how many bytes, how long already. */

/** Shows the state of the current step; each line replaces the one before it. */
export type Progress = (line: string) => void;

export const noProgress: Progress = () => undefined;

const EVERY_MS = 1_000;

/** Runs `work`, and tells about it once a second when it takes longer than one. */
export async function withProgress<Result>(
  progress: Progress,
  describe: () => string | Promise<string>,
  work: () => Promise<Result>,
): Promise<Result> {
  const begun = performance.now();
  const tell = async (): Promise<void> => {
    const line = await describe();
    progress(`${line}, ${secondsSince(begun)}`);
  };
  const timer = setInterval(() => void tell(), EVERY_MS);
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
