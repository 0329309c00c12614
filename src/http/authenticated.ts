/** The first two checks of every keyed route: a live key (401), with a role that may (403). */
import type { Role } from '../contracts/roles.ts';
import { DomainError } from '../domain/refusals.ts';
import type { Authenticate } from './caller.ts';
import type { Step } from './exchange.ts';

const BEARER = /^Bearer +([\x21-\x7e]+) *$/i;

export function authenticated(roles: readonly Role[], authenticate: Authenticate): Step {
  return async (request, response, next) => {
    const key = BEARER.exec(request.get('authorization') ?? '')?.[1];
    const caller = key === undefined ? null : await authenticate(key);
    if (caller === null) throw new DomainError('unauthenticated');
    response.locals.exchange.caller = caller;
    if (!roles.some((role) => caller.roles.includes(role)))
      throw new DomainError('forbidden', { roles: [...roles] });
    next();
  };
}
