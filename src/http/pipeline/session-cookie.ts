/** The cookie of a session (decision D-04). No script reads it, and no request that another site causes carries it. */
import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import { isSessionToken } from '../../application/keys/credentials.ts';
import { SESSION_HOURS } from '../../contracts/sessions.ts';

export const SESSION_COOKIE = 'prepaid_fulfilment_session';
const HOUR_SECONDS = 3_600;

/** Returns the token in the cookie, valid or not. */
export function sessionTokenOf({ headers }: { readonly headers: IncomingHttpHeaders }): string | undefined {
  if (headers.cookie === undefined) return undefined;
  const token = parseCookie(headers.cookie)[SESSION_COOKIE];
  return token !== undefined && isSessionToken(token) ? token : undefined;
}

/** Value of `Set-Cookie` that stores a token, or removes it where it is null. Pages served over HTTPS get it over HTTPS only. */
export function sessionCookie(token: string | null, publicUrl: string): string {
  return stringifySetCookie({
    name: SESSION_COOKIE,
    value: token ?? '',
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: publicUrl.startsWith('https:'),
    maxAge: token === null ? 0 : SESSION_HOURS * HOUR_SECONDS,
  });
}
