/** Something that keeps the product from starting and that a person can mend: the message says how. */
export class RuntimeProblem extends Error {
  override readonly name = 'RuntimeProblem';
}

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
