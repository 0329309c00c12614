/** HTTP metrics for Prometheus: durations of requests by route and status, and requests in flight. */
import { Gauge, Histogram, type Registry } from 'prom-client';

export interface Closed {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

export interface HttpMetrics {
  opened(): void;
  closed(context: Closed): void;
}

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

/** Callers can invent methods. */
export function httpMethodOf(method: string): string {
  return METHODS.has(method) ? method : 'other';
}

/** Registers the metrics. A registry accepts them once, so every app needs its own. */
export function httpMetrics(registry: Registry): HttpMetrics {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its response, by route name.',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  const inFlight = new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests in flight.',
    registers: [registry],
  });
  return {
    opened: () => inFlight.inc(),
    closed: ({ route, method, status, seconds }) => {
      inFlight.dec();
      // A registry never drops a label value.
      durations.observe({ route, method: httpMethodOf(method), status }, seconds);
    },
  };
}
