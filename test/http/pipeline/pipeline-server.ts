/** A real HTTP server over a small route table with fake handlers: the whole HTTP pipeline without a database. */
import type { RequestListener } from 'node:http';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { positive, text } from '../../../src/contracts/primitives.ts';
import { paging } from '../../../src/contracts/paging.ts';
import type { RouteTable } from '../../../src/contracts/route.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { createApp, type AppDependencies } from '../../../src/http/server/create-app.ts';
import type { Caller } from '../../../src/application/access/caller.ts';
import type { Handlers } from '../../../src/http/pipeline/handler.ts';
import type { Readiness, ReadinessChecks } from '../../../src/http/handlers/system.ts';
import { createHttpServer, type ServerLimits } from '../../../src/http/server/http-server.ts';

const thing = z.strictObject({ id: text, size: positive });

export const THING_ROUTES = {
  listThings: {
    method: 'get',
    path: '/v1/things',
    tag: 'Things',
    summary: 'Lists things.',
    roles: ['sales', 'platform'],
    query: z.strictObject({ ...paging, color: z.enum(['red', 'blue']).optional() }),
    responses: { 200: z.strictObject({ items: z.array(thing), nextCursor: z.string().nullable() }) },
    idempotency: 'none',
    errors: [],
  },
  getThing: {
    method: 'get',
    path: '/v1/things/{id}',
    tag: 'Things',
    summary: 'Reads a thing.',
    roles: ['sales', 'platform'],
    responses: { 200: thing },
    idempotency: 'none',
    errors: [],
  },
  resizeThing: {
    method: 'post',
    path: '/v1/things/{id}/resize',
    tag: 'Things',
    summary: 'Gives a thing another size.',
    roles: ['sales'],
    body: z.strictObject({ size: positive, why: text.optional() }),
    responses: { 200: thing },
    idempotency: 'transactional',
    errors: ['conflict'],
  },
  receiveSigned: {
    method: 'post',
    path: '/v1/signed/{from}',
    tag: 'Things',
    summary: 'Takes a signed body.',
    roles: 'signed',
    responses: { 200: z.strictObject({ bytes: z.int(), signature: z.string() }) },
    idempotency: 'none',
    errors: [],
  },
  streamThings: {
    method: 'get',
    path: '/v1/things.ndjson',
    tag: 'Things',
    summary: 'All things, a line each.',
    roles: ['sales'],
    responses: { 200: z.string() },
    produces: 'application/x-ndjson',
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;

export type ThingHandlers = Handlers<typeof THING_ROUTES>;

export const SERVER_NOW = '2026-03-07T16:00:00.000Z';
export const ACCOUNT_NOW = '2031-01-01T00:00:00.000Z';

const CALLERS: Readonly<Record<string, Caller>> = {
  'sales-key': { keyId: 'key_sales', name: 'Sales', roles: ['sales'], accountIds: null },
  'platform-key': { keyId: 'key_platform', name: 'PACS', roles: ['platform'], accountIds: null },
  'delivery-key': { keyId: 'key_delivery', name: 'Delivery', roles: ['delivery'], accountIds: null },
};

/** Handlers that echo their request. `thg_gone` does not exist; `thg_sandbox` has account time. */
export const thingHandlers: ThingHandlers = {
  listThings: ({ query }) =>
    Promise.resolve({
      status: 200,
      body: { items: [{ id: query.color ?? 'any', size: query.limit }], nextCursor: null },
    }),
  getThing: ({ params: { id } }) => {
    if (id === 'thg_gone') throw new DomainError('not_found', { kind: 'thing', id });
    return Promise.resolve({
      status: 200,
      body: { id, size: 1 },
      ...(id === 'thg_sandbox' ? { serverNow: ACCOUNT_NOW } : {}),
    });
  },
  resizeThing: {
    load: ({ params: { id } }) => {
      if (id === 'thg_gone') throw new DomainError('not_found', { kind: 'thing', id });
      return Promise.resolve(id === 'thg_sandbox' ? { serverNow: ACCOUNT_NOW } : {});
    },
    handle: ({ params: { id }, body }) =>
      Promise.resolve({ status: 200, body: { id, size: body.size }, replayed: body.why === 'again' }),
  },
  receiveSigned: ({ raw }) =>
    Promise.resolve({
      status: 200,
      body: { bytes: raw.body.length, signature: String(raw.headers['x-signature']) },
    }),
  streamThings: () =>
    Promise.resolve({
      status: 200,
      body: (async function* () {
        yield await Promise.resolve('{"id":"a"}\n');
        yield '{"id":"b"}\n';
      })(),
    }),
};

export const ALL_WELL: Readiness = {
  serving: true,
  mongodb: true,
  clock: true,
  temporal: true,
  worker: true,
};

/** Readiness checks with the results that `now` returns. */
export function readinessOf(now: () => Readiness): ReadinessChecks {
  const usage = () => {
    const { serving, mongodb, clock } = now();
    return Promise.resolve({ serving, mongodb, clock });
  };
  return { usage, all: () => Promise.resolve(now()) };
}

export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface PipelineServer {
  readonly url: string;
  readonly port: number;
  readonly logged: Logged[];
  /** Stops like SIGTERM: completes the requests in progress. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the application on a free port. */
export async function startPipeline(
  overrides: Partial<AppDependencies<typeof THING_ROUTES>> = {},
  limits: Partial<ServerLimits> = {},
): Promise<PipelineServer> {
  const app = (logged: Logged[]) =>
    createApp({
      routes: THING_ROUTES,
      handlers: thingHandlers,
      authenticate: (key) => CALLERS[key] ?? null,
      publicUrl: 'http://127.0.0.1:3000',
      actorsOf: () => Promise.resolve(new Map()),
      readNames: () =>
        Promise.resolve({
          accountId: new Map(),
          actor: new Map(),
          assignee: new Map(),
          organizationId: new Map(),
          sku: new Map(),
          resource: new Map(),
        }),
      readiness: readinessOf(() => ALL_WELL),
      logger: listeningLogger(logged),
      registry: new Registry(),
      now: () => SERVER_NOW,
      limits: { requestsPerSecond: 1_000 },
      checkResponses: true,
      ...overrides,
    });
  return listen(app, limits);
}

export function listeningLogger(logged: Logged[]) {
  const at = (level: Logged['level']) => (facts: object, message: string) =>
    void logged.push({ level, facts: { ...facts }, message });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

export async function listen(
  app: (logged: Logged[]) => RequestListener,
  limits: Partial<ServerLimits> = {},
): Promise<PipelineServer> {
  const logged: Logged[] = [];
  const logger = listeningLogger(logged);
  const server = createHttpServer({ app: app(logged), logger, now: () => SERVER_NOW, limits });
  const port = await server.listen(0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    logged,
    stop: () => server.stop(),
    close: () => server.stop(0),
  };
}

/** The response to a call: status, headers, and the body, parsed if it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface Call {
  readonly method?: string;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. A string or a buffer is sent unchanged. */
  readonly body?: unknown;
  /** Ends the call. */
  readonly signal?: AbortSignal;
}

export async function call(
  server: Pick<PipelineServer, 'url'>,
  path: string,
  options: Call = {},
): Promise<Answer> {
  const {
    method = options.body === undefined ? 'GET' : 'POST',
    key = 'sales-key',
    headers = {},
    body,
    signal = null,
  } = options;
  const response = await fetch(`${server.url}${path}`, {
    method,
    signal,
    headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json') && !text.includes('\n{');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** Headers of a call that needs an idempotency key. */
export const keyed = { 'idempotency-key': 'k-1' };
