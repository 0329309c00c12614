/** The system about itself: health, readiness, metrics and documentation, open to everybody (api.md §7). */
import { z } from 'zod';
import { localized } from './primitives.ts';
import { errorCode } from './problem.ts';
import type { RouteTable } from './route.ts';

const usageChecks = {
  serving: z.boolean().meta({ description: 'False once the process was asked to stop.' }),
  mongodb: z.boolean(),
  clock: z.boolean().meta({ description: "False while the process's clock is off from MongoDB's." }),
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
    summary: 'The process lives.',
    roles: 'open',
    responses: { 200: z.strictObject({ alive: z.literal(true) }) },
    idempotency: 'none',
    errors: [],
  },
  readyz: {
    method: 'get',
    path: '/readyz',
    tag: 'System',
    summary: 'Everything needed answers.',
    roles: 'open',
    responses: { 200: readiness, 503: readiness },
    idempotency: 'none',
    errors: [],
  },
  readyzUsage: {
    method: 'get',
    path: '/readyz/usage',
    tag: 'System',
    summary: 'What usage needs responses: MongoDB alone.',
    roles: 'open',
    responses: { 200: usageReadiness, 503: usageReadiness },
    idempotency: 'none',
    errors: [],
  },
  openapi: {
    method: 'get',
    path: '/v1/openapi.json',
    tag: 'System',
    summary: 'This contract as an OpenAPI 3.1 document.',
    roles: 'open',
    responses: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
    idempotency: 'none',
    errors: [],
  },
  docs: {
    method: 'get',
    path: '/docs',
    tag: 'System',
    summary: 'This contract as a page to read and try.',
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
    summary: 'Metrics in the text format of Prometheus.',
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
    summary: 'What a code of refusal means: the page that the type of a problem names.',
    roles: 'open',
    responses: { 200: problemType },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
