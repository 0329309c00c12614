/** Something that keeps the product from starting and that a person can mend: the message says how. */
export class RuntimeProblem extends Error {
  override readonly name = 'RuntimeProblem';
}

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return isErrorLike(error) ? error.message : String(error);
}

/** The code of a failed call to the system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return isErrorLike(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** By its form: an error from another realm, such as that of a test runner, is no instance of this one's class. */
function isErrorLike(error: unknown): error is { readonly message: string } {
  return (
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
  );
}
