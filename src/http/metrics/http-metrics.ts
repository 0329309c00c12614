/** What the edge counts, for Prometheus: how long requests took by route and status, and how many are in flight. */
import { Gauge, Histogram, type Registry } from 'prom-client';

export interface Closed {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

export interface HttpMetrics {
  opened(): void;
  closed(exchange: Closed): void;
}

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

/** Registers the edge's metrics. A registry holds them once: give every app its own. */
export function httpMetrics(registry: Registry): HttpMetrics {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer, by route name.',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  const inFlight = new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests that are being answered.',
    registers: [registry],
  });
  return {
    opened: () => inFlight.inc(),
    closed: ({ route, method, status, seconds }) => {
      inFlight.dec();
      // Callers can invent methods, and every label value is kept for ever.
      durations.observe({ route, method: METHODS.has(method) ? method : 'other', status }, seconds);
    },
  };
}
