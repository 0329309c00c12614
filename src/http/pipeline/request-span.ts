/**
 * The span of a request. It continues the trace of a caller that sends `traceparent`. It has the template of the route and
 * never the path, nothing of headers and bodies, and no id of a person or a key.
 */
import type { Request, Response } from 'express';
import type { RouteTable } from '../../contracts/route.ts';
import type { ErrorCode } from '../../domain/error-table.ts';
import type { Tracing } from '../../infra/tracing.ts';
import { httpMethodOf } from '../../metrics/http-metrics.ts';

export interface RequestSpan {
  readonly traceparent: string;
  readonly traceId: string;
  /** Ends the span when the connection has nothing more to send. */
  close(
    outcome: { readonly route: string | null; readonly problem: ErrorCode | null },
    response: Pick<Response, 'statusCode' | 'writableFinished'>,
  ): void;
}

/** Undefined for a request that gets no span. */
export type OpenSpan = (request: Pick<Request, 'method' | 'path' | 'get'>) => RequestSpan | undefined;

/** Asked every few seconds by probes and Prometheus. */
const MONITORING = /^\/(healthz|readyz|metrics)(\/|$)/;

export function requestSpans(tracing: Tracing, routes: RouteTable): OpenSpan {
  const templates = new Map(Object.entries(routes).map(([name, { path }]) => [name, path]));
  return (request) => {
    if (MONITORING.test(request.path)) return undefined;
    const method = httpMethodOf(request.method);
    const attributes = { 'http.request.method': method };
    const span = tracing.begin(method, { kind: 'server', parent: request.get('traceparent'), attributes });
    return {
      traceparent: span.traceparent,
      traceId: span.traceId,
      close: ({ route, problem }, { statusCode, writableFinished }) => {
        const template = route === null ? undefined : (templates.get(route) ?? route);
        if (template !== undefined) span.rename(`${method} ${template}`);
        span.set({
          'http.response.status_code': statusCode,
          ...(template !== undefined && { 'http.route': template }),
          ...(route !== null && { 'prepaid.operation': route }),
          ...(problem !== null && { 'prepaid.problem': problem }),
          ...(!writableFinished && { 'prepaid.aborted': true }),
        });
        if (statusCode >= 500) span.fail(problem ?? String(statusCode));
        span.end();
      },
    };
  };
}
