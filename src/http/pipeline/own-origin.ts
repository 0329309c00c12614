/** Cookies are sent by the browser whoever wrote the page, so a session counts only for pages of our own (decision D-04). */
import type { Request } from 'express';
import { DomainError } from '../../domain/errors.ts';

type Asked = Pick<Request, 'method' | 'protocol' | 'headers' | 'get'>;

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** What browsers say of requests that no other site causes. */
const OWN_SITES: ReadonlySet<string> = new Set(['same-origin', 'none']);

/**
 * Throws `foreign_origin` unless the page that sends the request is of the address that it is sent to, or of the public
 * one. Browsers send no `Origin` with reads of the same origin.
 */
export function assertOwnOrigin(request: Asked, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const origins = [`${request.protocol}://${request.get('host') ?? ''}`, new URL(publicUrl).origin];
  const isOwn =
    origin === undefined
      ? SAFE_METHODS.has(request.method) && (typeof site !== 'string' || OWN_SITES.has(site))
      : origins.includes(origin);
  if (!isOwn) throw new DomainError('foreign_origin', { origins: [...new Set(origins)] });
}
