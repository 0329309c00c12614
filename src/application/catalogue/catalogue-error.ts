/** One mistake in a catalogue file. */
export interface CatalogueProblem {
  /** Name of the file, as it was given. */
  readonly file: string;
  /** Place in the file, such as `skus[3].minimum`; empty for the file as a whole. A value from `skuDefaults` stands at its SKU. */
  readonly path: string;
  /** What is wrong there, and what is expected. */
  readonly problem: string;
}

/** `ipc.json: skus[3].minimum: must be …`. */
function problemText({ file, path, problem }: CatalogueProblem): string {
  return [file, path, problem].filter((part) => part !== '').join(': ');
}

/** The catalogue files are invalid. Each problem names the file, the place in it and what is wrong. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
  /** The problems as texts. */
  readonly problems: readonly string[];

  constructor(
    readonly folder: string,
    readonly found: readonly CatalogueProblem[],
  ) {
    const problems = found.map(problemText);
    super(
      `The catalogue in ${folder} cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
    this.problems = problems;
  }
}
