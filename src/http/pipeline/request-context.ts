/**
 * The context of one request: what the steps of the pipeline know about it, and the headers that every response carries.
 * When the request ends it is counted and logged.
 */
import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { ErrorCode } from '../../domain/error-table.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Language } from '../../domain/json.ts';
import type { Caller } from '../../application/access/caller.ts';
import type { HttpMetrics } from '../../metrics/http-metrics.ts';
import { withTraceparent } from '../../infra/trace-context.ts';
import type { OpenSpan } from './request-span.ts';
import { languageOf } from './language.ts';
import type { Logger } from '../server/logger.ts';

export interface RequestContext {
  readonly requestId: string;
  readonly language: Language;
  /** Name of the route. Null until one is found. */
  route: string | null;
  caller: Caller | null;
  /** The account of the loaded resource. */
  accountId: AccountId | null;
  /** Account time, if the request concerns a sandbox account. */
  serverNow: Instant | null;
  /** Code of the problem that the response is. */
  problem: ErrorCode | null;
}

// An alias, not an interface: Express wants locals with an index signature.
export type Locals = { context: RequestContext };
export type Reply = Response<unknown, Locals>;
/** One step of the pipeline. */
export type Step = RequestHandler<Record<string, string>, unknown, unknown, NoQuery, Locals>;
/** Queries are read by our own strict parser. */
export type NoQuery = Record<string, never>;

interface ContextDependencies {
  readonly now: () => Instant;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly openSpan?: OpenSpan | undefined;
}

/** A request id that a caller may choose: visible characters of limited length. */
const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;

/** Creates the context of every request. */
export function openRequestContext({ now, logger, metrics, openSpan }: ContextDependencies): Step {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    const span = openSpan?.(request);
    const context: RequestContext = {
      requestId: given !== undefined && REQUEST_ID.test(given) ? given : randomUUID(),
      language: languageOf(request.get('accept-language')),
      route: null,
      caller: null,
      accountId: null,
      serverNow: null,
      problem: null,
    };
    response.locals.context = context;
    response.setHeader('X-Request-Id', context.requestId);
    response.setHeader('X-Server-Now', now());
    response.setHeader('Cache-Control', 'no-store');

    const startedAt = performance.now();
    metrics.opened();
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1_000;
      const { method } = request;
      const status = response.statusCode;
      metrics.closed({ route: context.route ?? 'none', method, status, seconds });
      logger.info(
        {
          requestId: context.requestId,
          route: context.route,
          method,
          path: loggedPath(request.originalUrl),
          status,
          durationMs: Math.round(seconds * 100_000) / 100,
          keyId: context.caller?.keyId,
          address: request.ip,
          traceId: span?.traceId,
          ...(response.writableFinished ? {} : { aborted: true }),
        },
        'request',
      );
      span?.close(context, response);
    });
    withTraceparent(span?.traceparent, next);
  };
}

/** Removes from a path what must not be logged: the query, which may contain names, and the token of a sign-off link. */
function loggedPath(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replace(/(sign-off\/+)[^/]+/i, '$1***');
}
