/** The last step of the pipeline: whatever was thrown is answered as a problem, and logged once when nobody foresaw it. */
import type { ErrorRequestHandler } from 'express';
import type { CatalogueDefinitions } from '../../domain/catalogue/catalogue.ts';
import { ERRORS } from '../../domain/error-table.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountZones } from './account-zones.ts';
import type { Locals, NoQuery } from '../pipeline/request-context.ts';
import type { Logger } from '../server/logger.ts';
import { PROBLEM_MEDIA_TYPE, problemOf } from './problem-details.ts';
import { domainErrorOf } from './error-mapping.ts';
import { retryAfterSecondsOf } from './retry-after.ts';
import { sendText } from '../pipeline/send-response.ts';

interface ProblemDependencies {
  readonly now: () => Instant;
  readonly logger: Logger;
  /** Names what a refusal is about; null before one is known. */
  readonly catalogue?: (() => CatalogueDefinitions | null) | undefined;
  readonly zones?: Pick<AccountZones, 'of'> | undefined;
}

export function sendProblem({
  now,
  logger,
  catalogue,
  zones,
}: ProblemDependencies): ErrorRequestHandler<Record<string, string>, unknown, unknown, NoQuery, Locals> {
  // Express knows an error handler by its four parameters.
  return async (error: unknown, request, response, _next) => {
    const { exchange } = response.locals;
    if (request.socket.destroyed && isBrokenStream(error)) {
      // Whoever asked is not there any more: nobody to tell, and nothing of ours went wrong.
      response.destroy();
      return;
    }
    const { refusal, expected } = domainErrorOf(error);
    const timeZone = await zones?.of(refusal, exchange.accountId);
    if (!expected) {
      logger.error(
        { err: error, requestId: exchange.requestId, route: exchange.route, method: request.method },
        'request failed',
      );
    }
    if (response.headersSent) {
      // An answer has begun: cutting it off is the only way left to say that it is not whole.
      response.destroy();
      return;
    }
    const retryAfterSeconds = retryAfterSecondsOf(refusal);
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', retryAfterSeconds);
    if (refusal.key === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
    response.setHeader('X-Server-Now', exchange.serverNow ?? now());
    response.setHeader('Content-Language', exchange.language);
    // What is wrong with the request itself may be wrong with whatever follows it.
    if ('status' in ERRORS[refusal.key]) response.setHeader('Connection', 'close');
    response.statusCode = refusal.status;
    sendText(
      response,
      PROBLEM_MEDIA_TYPE,
      JSON.stringify(problemOf(refusal, { ...exchange, timeZone, catalogue: catalogue?.() })),
    );
  };
}

/** What Node says of a stream whose other side closed it. */
function isBrokenStream(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
