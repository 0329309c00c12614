/** What an error says, whatever was thrown. */

/** The message of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return isErrorLike(error) ? error.message : String(error);
}

/** The code of a failed system call, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return isErrorLike(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Checks the shape, because an error of another realm, such as that of a test runner, is not an instance of `Error`
 * here.
 */
function isErrorLike(error: unknown): error is { readonly message: string } {
  return (
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
  );
}
