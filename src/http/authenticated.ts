/** The first two checks of every keyed route: a live key (401), with a role that may (403). */
import type { Role } from '../contracts/roles.ts';
import { DomainError } from '../domain/refusals.ts';
import type { AddressLimit } from './address-limit.ts';
import type { Authenticate, IsKnownKey } from './caller.ts';
import type { Step } from './exchange.ts';

const BEARER = /^Bearer +([\x21-\x7e]+) *$/i;

export interface Authentication {
  readonly authenticate: Authenticate;
  readonly isKnownKey: IsKnownKey;
  /** Counts those without a living key. */
  readonly addresses: AddressLimit;
}

export function authenticated(
  roles: readonly Role[],
  { authenticate, isKnownKey, addresses }: Authentication,
): Step {
  return async (request, response, next) => {
    const { ip } = request;
    const key = BEARER.exec(request.get('authorization') ?? '')?.[1];
    if (addresses.isOver(ip) && (key === undefined || !isKnownKey(key)))
      throw new DomainError('rate_limited', { requestsPerSecond: addresses.perSecond });
    const caller = key === undefined ? null : await authenticate(key);
    if (caller === null) {
      addresses.count(ip);
      throw new DomainError('unauthenticated');
    }
    response.locals.exchange.caller = caller;
    if (!roles.some((role) => caller.roles.includes(role)))
      throw new DomainError('forbidden', { roles: [...roles] });
    next();
  };
}

/** Open routes under /v1 look things up for whoever asks: each request counts for its address. */
export function limitedByAddress(addresses: AddressLimit): Step {
  return ({ ip }, _response, next) => {
    if (addresses.isOver(ip))
      throw new DomainError('rate_limited', { requestsPerSecond: addresses.perSecond });
    addresses.count(ip);
    next();
  };
}
