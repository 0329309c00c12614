/**
 * One request and its answer: what the steps of the pipeline learn about it, and the two headers that every answer
 * carries. When it ends it is counted and logged, once.
 */
import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Language } from '../../domain/json.ts';
import type { Caller } from '../../application/access/caller.ts';
import type { HttpMetrics } from '../metrics/http-metrics.ts';
import { languageOf } from './language.ts';
import type { Logger } from '../server/logger.ts';

export interface RequestContext {
  readonly requestId: string;
  readonly language: Language;
  /** Name of the route, once one was found. */
  route: string | null;
  caller: Caller | null;
  /** The account of what the path names, once it was found. */
  accountId: AccountId | null;
  /** Account time, once the request is known to concern a sandbox account. */
  serverNow: Instant | null;
}

// An alias, not an interface: Express wants locals with an index signature.
export type Locals = { exchange: RequestContext };
export type Reply = Response<unknown, Locals>;
/** One step of the pipeline. */
export type Step = RequestHandler<Record<string, string>, unknown, unknown, NoQuery, Locals>;
/** Queries are read by our own strict parser. */
export type NoQuery = Record<string, never>;

interface ExchangeDependencies {
  readonly now: () => Instant;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
}

/** What a caller may name a request: visible characters, few enough for every log. */
const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;

/** Opens the exchange of every request. */
export function openRequestContext({ now, logger, metrics }: ExchangeDependencies): Step {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    const exchange: RequestContext = {
      requestId: given !== undefined && REQUEST_ID.test(given) ? given : randomUUID(),
      language: languageOf(request.get('accept-language')),
      route: null,
      caller: null,
      accountId: null,
      serverNow: null,
    };
    response.locals.exchange = exchange;
    response.setHeader('X-Request-Id', exchange.requestId);
    response.setHeader('X-Server-Now', now());
    response.setHeader('Cache-Control', 'no-store');

    const startedAt = performance.now();
    metrics.opened();
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1_000;
      const { method } = request;
      const status = response.statusCode;
      metrics.closed({ route: exchange.route ?? 'none', method, status, seconds });
      logger.info(
        {
          requestId: exchange.requestId,
          route: exchange.route,
          method,
          path: loggedPath(request.originalUrl),
          status,
          durationMs: Math.round(seconds * 100_000) / 100,
          keyId: exchange.caller?.keyId,
          address: request.ip,
          ...(response.writableFinished ? {} : { aborted: true }),
        },
        'request',
      );
    });
    next();
  };
}

/** A path as the log may hold it: without the query, which may carry names, and without the secret of a sign-off link. */
function loggedPath(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replace(/(sign-off\/+)[^/]+/i, '$1***');
}
