/** Reads the API key from the `Authorization` header. */
import type { IncomingHttpHeaders } from 'node:http';

const BEARER = /^Bearer +([\x21-\x7e]+) *$/i;

/** Returns the key in the `Authorization` header, valid or not. */
export function bearerOf(request: { readonly headers: IncomingHttpHeaders }): string | undefined {
  return BEARER.exec(request.headers.authorization ?? '')?.[1];
}
