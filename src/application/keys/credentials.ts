/** What a request may authenticate itself with: an API key in a header, or the token of a session in a cookie. */

/** No API key begins like this. */
export const SESSION_TOKEN_PREFIX = 'pfs_';

export function isSessionToken(credential: string): boolean {
  return credential.startsWith(SESSION_TOKEN_PREFIX);
}
