/** The last step of the pipeline: sends what was thrown as a problem, and logs it if it was unexpected. */
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
  /** The catalogue from which problems take names. Null before it is loaded. */
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
    const { context } = response.locals;
    if (request.socket.destroyed && isBrokenStream(error)) {
      // The client has disconnected. There is no receiver, and nothing failed here.
      response.destroy();
      return;
    }
    const { refusal, expected } = domainErrorOf(error);
    context.problem = refusal.code;
    const timeZone = await zones?.of(refusal, context.accountId);
    if (!expected) {
      logger.error(
        { err: error, requestId: context.requestId, route: context.route, method: request.method },
        'request failed',
      );
    }
    if (response.headersSent) {
      // The response has begun. Only cutting it off shows that it is incomplete.
      response.destroy();
      return;
    }
    const retryAfterSeconds = retryAfterSecondsOf(refusal);
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', retryAfterSeconds);
    if (refusal.key === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
    response.setHeader('X-Server-Now', context.serverNow ?? now());
    response.setHeader('Content-Language', context.language);
    // After a malformed request, what follows on the connection cannot be trusted.
    if ('status' in ERRORS[refusal.key]) response.setHeader('Connection', 'close');
    response.statusCode = refusal.status;
    sendText(
      response,
      PROBLEM_MEDIA_TYPE,
      JSON.stringify(problemOf(refusal, { ...context, timeZone, catalogue: catalogue?.() })),
    );
  };
}

/** Errors of Node, and that of Express for a file, when the other side closes a stream. */
const BROKEN_STREAM: ReadonlySet<unknown> = new Set([
  'ECONNRESET',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ECONNABORTED',
]);

function isBrokenStream(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return BROKEN_STREAM.has(code);
}
