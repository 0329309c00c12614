/** The first two checks of every route that needs a key: the key is valid (401), and one of its roles may call (403). */
import type { Role } from '../../contracts/roles.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AddressLimit } from '../server/address-limit.ts';
import type { Authenticate } from '../../application/keys/key-authenticator.ts';
import { bearerOf } from './bearer-key.ts';
import type { Step } from './request-context.ts';

export interface Authentication {
  readonly authenticate: Authenticate;
  /** Counts requests without a valid key by their address. */
  readonly addresses: AddressLimit;
}

export function authenticated(roles: readonly Role[], { authenticate, addresses }: Authentication): Step {
  return async (request, response, next) => {
    const key = bearerOf(request);
    const caller = key === undefined ? null : await authenticate(key);
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
