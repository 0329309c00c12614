/** Another installation has what this one would use. Nothing of it was changed; the message says which variable to change. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
}
