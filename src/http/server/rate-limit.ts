/** The rate limit of one key. Platforms are exempt: the ledger's queue limits them (api.md §1). */
import { rateLimit } from 'express-rate-limit';
import { DomainError } from '../../domain/errors.ts';
import type { Locals, Step } from '../pipeline/request-context.ts';

const WINDOW_MS = 1_000;

/** Rejects requests of a key beyond its limit per second with `rate_limited`. Each app counts separately. */
export function rateLimited(requestsPerSecond: number): Step {
  const limit = rateLimit({
    windowMs: WINDOW_MS,
    limit: requestsPerSecond,
    standardHeaders: false,
    legacyHeaders: false,
    keyGenerator: (_request, response) => (response.locals as Locals).context.caller?.keyId ?? '',
    handler: (_request, _response, next) => {
      next(new DomainError('rate_limited', { requestsPerSecond, countedBy: 'process' }));
    },
  });
  return (request, response, next) => {
    if (response.locals.context.caller?.roles.includes('platform') === true) next();
    else void limit(request, response, next);
  };
}
