/** How often one key may call. Platforms are exempt: the queue of the ledger is their bound (api.md §1). */
import { rateLimit } from 'express-rate-limit';
import { DomainError } from '../../domain/errors.ts';
import type { Locals, Step } from '../pipeline/request-context.ts';

const WINDOW_MS = 1_000;

/** Refuses with `rate_limited` what a key asks beyond its requests of this second. Counted for each app by itself. */
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
