/** The catalogue files are invalid. Each problem names the file, the place in it and what is wrong. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(
    readonly folder: string,
    readonly problems: readonly string[],
  ) {
    super(
      `The catalogue in ${folder} cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
  }
}
