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
    answers: { 200: z.strictObject({ alive: z.literal(true) }) },
    idempotency: 'none',
    refusals: [],
  },
  readyz: {
    method: 'get',
    path: '/readyz',
    tag: 'System',
    summary: 'Everything needed answers.',
    roles: 'open',
    answers: { 200: readiness, 503: readiness },
    idempotency: 'none',
    refusals: [],
  },
  readyzUsage: {
    method: 'get',
    path: '/readyz/usage',
    tag: 'System',
    summary: 'What usage needs answers: MongoDB alone.',
    roles: 'open',
    answers: { 200: usageReadiness, 503: usageReadiness },
    idempotency: 'none',
    refusals: [],
  },
  openapi: {
    method: 'get',
    path: '/v1/openapi.json',
    tag: 'System',
    summary: 'This contract as an OpenAPI 3.1 document.',
    roles: 'open',
    answers: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
    idempotency: 'none',
    refusals: [],
  },
  docs: {
    method: 'get',
    path: '/docs',
    tag: 'System',
    summary: 'This contract as a page to read and try.',
    roles: 'open',
    answers: { 200: z.string() },
    produces: 'text/html; charset=utf-8',
    idempotency: 'none',
    refusals: [],
  },
  metrics: {
    method: 'get',
    path: '/metrics',
    tag: 'System',
    summary: 'Metrics in the text format of Prometheus.',
    roles: 'open',
    answers: { 200: z.string() },
    produces: 'text/plain; version=0.0.4; charset=utf-8',
    idempotency: 'none',
    refusals: [],
  },
  describeProblem: {
    method: 'get',
    path: '/problems/{code}',
    tag: 'System',
    summary: 'What a code of refusal means: the page that the type of a problem names.',
    roles: 'open',
    answers: { 200: problemType },
    idempotency: 'none',
    refusals: [],
  },
} as const satisfies RouteTable;
