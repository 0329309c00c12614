/** Health, readiness, metrics and documentation, open to everyone (api.md §7). */
import { z } from 'zod';
import { localized } from './primitives.ts';
import { errorCode } from './problem.ts';
import type { RouteTable } from './route.ts';

const usageChecks = {
  serving: z.boolean().meta({ description: 'False once the process is shutting down.' }),
  mongodb: z.boolean(),
  clock: z.boolean().meta({ description: "False while the clock of the process differs from MongoDB's." }),
};

const readiness = z
  .strictObject({
    ready: z.boolean(),
    checks: z.strictObject({ ...usageChecks, temporal: z.boolean(), worker: z.boolean() }),
  })
  .meta({ id: 'Readiness' });

const usageReadiness = z
  .strictObject({ ready: z.boolean(), checks: z.strictObject(usageChecks) })
  .meta({ id: 'UsageReadiness' });

const problemType = z
  .strictObject({
    code: errorCode,
    status: z.int(),
    title: localized,
    reasons: z.array(
      z.strictObject({ key: z.string(), rule: z.string().optional(), detail: localized, remedy: localized }),
    ),
  })
  .meta({ id: 'ProblemType' });

export const systemRoutes = {
  healthz: {
    method: 'get',
    path: '/healthz',
    tag: 'System',
    summary: 'Liveness of the process.',
    roles: 'open',
    responses: { 200: z.strictObject({ alive: z.literal(true) }) },
    idempotency: 'none',
    errors: [],
  },
  readyz: {
    method: 'get',
    path: '/readyz',
    tag: 'System',
    summary: 'Readiness: MongoDB and Temporal are available.',
    roles: 'open',
    responses: { 200: readiness, 503: readiness },
    idempotency: 'none',
    errors: [],
  },
  readyzUsage: {
    method: 'get',
    path: '/readyz/usage',
    tag: 'System',
    summary: 'Readiness for usage: MongoDB is available.',
    roles: 'open',
    responses: { 200: usageReadiness, 503: usageReadiness },
    idempotency: 'none',
    errors: [],
  },
  openapi: {
    method: 'get',
    path: '/v1/openapi.json',
    tag: 'System',
    summary: 'The OpenAPI 3.1 document of this API.',
    roles: 'open',
    responses: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
    idempotency: 'none',
    errors: [],
  },
  docs: {
    method: 'get',
    path: '/docs',
    tag: 'System',
    summary: 'The API documentation as a page.',
    roles: 'open',
    responses: { 200: z.string() },
    produces: 'text/html; charset=utf-8',
    idempotency: 'none',
    errors: [],
  },
  metrics: {
    method: 'get',
    path: '/metrics',
    tag: 'System',
    summary: 'Metrics in the Prometheus text format.',
    roles: 'open',
    responses: { 200: z.string() },
    produces: 'text/plain; version=0.0.4; charset=utf-8',
    idempotency: 'none',
    errors: [],
  },
  describeProblem: {
    method: 'get',
    path: '/problems/{code}',
    tag: 'System',
    summary: 'Explains an error code: the page to which the type of a problem points.',
    roles: 'open',
    responses: { 200: problemType },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
