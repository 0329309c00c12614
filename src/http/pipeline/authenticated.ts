/**
 * The first two checks of every route that needs a caller: its key, or the session in its cookie, is valid (401), and one of
 * its roles may call (403).
 */
import type { Role } from '../../contracts/roles.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AddressLimit } from '../server/address-limit.ts';
import { isSessionToken } from '../../application/keys/credentials.ts';
import type { Authenticate } from '../../application/keys/key-authenticator.ts';
import { bearerOf } from './bearer-key.ts';
import { assertOwnOrigin } from './own-origin.ts';
import { sessionTokenOf } from './session-cookie.ts';
import type { Step } from './request-context.ts';

export interface Authentication {
  readonly authenticate: Authenticate;
  /** Counts requests without a valid key by their address. */
  readonly addresses: AddressLimit;
  /** Where users reach this API. */
  readonly publicUrl: string;
}

type Asked = Parameters<Step>[0];

export function authenticated(roles: readonly Role[], authentication: Authentication): Step {
  const { authenticate, addresses } = authentication;
  return async (request, response, next) => {
    const credential = credentialOf(request, authentication);
    const caller = credential === undefined ? null : await authenticate(credential);
    if (caller === null) {
      addresses.count(request.ip);
      throw new DomainError('unauthenticated');
    }
    response.locals.context.caller = caller;
    if (!roles.some((role) => caller.roles.includes(role)))
      throw new DomainError('forbidden', { roles: [...roles] });
    next();
  };
}

/** The key in the header goes before the cookie. A token counts in its cookie only. Throws `foreign_origin`. */
function credentialOf(request: Asked, { publicUrl }: Authentication): string | undefined {
  const bearer = bearerOf(request);
  if (bearer !== undefined) return isSessionToken(bearer) ? undefined : bearer;
  const token = sessionTokenOf(request);
  if (token !== undefined) assertOwnOrigin(request, publicUrl);
  return token;
}
