/** Sign-in links: `/sign-in#<token>`. The part after `#` never reaches a server by itself. */

/** The token of the address; null if it is not that of a sign-in link. */
export function linkTokenIn({
  pathname,
  hash,
}: {
  readonly pathname: string;
  readonly hash: string;
}): string | null {
  return pathname === '/sign-in' && hash.length > 1 ? hash.slice(1) : null;
}
