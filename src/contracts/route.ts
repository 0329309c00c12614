/**
 * A route of the API as data, and the types derived from it. The server mounts the routes, the OpenAPI document describes
 * them, handlers are typed by them and tests iterate over them, so that nothing about a route is declared twice.
 */
import type { z } from 'zod';
import type { ErrorCode } from '../domain/error-table.ts';
import type { Role } from './roles.ts';

/**
 * How a repeated request is made safe:
 * - `none`: it changes nothing, or its body contains a natural key;
 * - `transactional`: the handler's transaction stores the first success under the `Idempotency-Key`;
 * - `leased`: the key is leased first, because the effect is made by a workflow;
 * - `natural`: the key is the permanent natural key of the record it creates.
 */
export type Idempotency = 'none' | 'transactional' | 'leased' | 'natural';

/** Who may call: keys with one of these roles, everyone, or the signer of the body. */
export type Access = readonly Role[] | 'open' | 'signed';

export interface HeaderDescription {
  readonly description: string;
  readonly schema: { readonly type: 'string'; readonly minLength?: number; readonly pattern?: string };
  readonly example: string;
}

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Parameters in braces: `/v1/accounts/{id}`. They are opaque strings. */
  readonly path: `/${string}`;
  /** Section of the documentation. */
  readonly tag: string;
  readonly summary: string;
  readonly roles: Access;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What the document says of the body, where the handler itself checks parts of it. */
  readonly documentedBody?: z.ZodType;
  /** Media types of a body that the handler streams; it has no schema. */
  readonly consumes?: readonly string[];
  /** Headers that the handler reads, as the document describes them; all are required. */
  readonly requestHeaders?: Readonly<Record<string, HeaderDescription>>;
  /** One schema for each success status, and for the 503 of readiness, which has its own schema. */
  readonly responses: Readonly<Record<number, z.ZodType>>;
  readonly idempotency: Idempotency;
  /** Errors specific to this route. Those of authentication, body and servers follow from the other fields. */
  readonly errors: readonly ErrorCode[];
  /** Media type of a success response that is not JSON. */
  readonly produces?: string;
  /** The media types among which the handler chooses that of each success, where there are several. */
  readonly mediaTypes?: readonly string[];
}

/** Routes by name; the name is the operation id. */
export type RouteTable = Readonly<Record<string, Route>>;

type ParameterName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterName<Rest>
  : never;

/** Parameters of the path. */
export type ParamsOf<R extends Route> = Readonly<Record<ParameterName<R['path']>, string>>;

type NoFields = Readonly<Record<string, never>>;

/** The parsed query. */
export type QueryOf<R extends Route> = R extends { readonly query: infer Q extends z.ZodType }
  ? z.output<Q>
  : NoFields;

/** The parsed body. */
export type BodyOf<R extends Route> = R extends { readonly body: infer B extends z.ZodType }
  ? z.output<B>
  : NoFields;

/** Status and body of every success. */
export type ResponseOf<R extends Route> = {
  [Status in keyof R['responses'] & number]: {
    readonly status: Status;
    readonly body: R['responses'][Status] extends z.ZodType ? z.output<R['responses'][Status]> : never;
  };
}[keyof R['responses'] & number];

/** Every route rejects unknown query fields, besides what can happen to any request. */
const COMMON: readonly ErrorCode[] = ['internal', 'unavailable', 'validation_failed'];
const KEYED: readonly ErrorCode[] = ['unauthenticated', 'forbidden'];
const WITH_BODY: readonly ErrorCode[] = ['malformed_json', 'payload_too_large'];
const WITH_KEY: readonly ErrorCode[] = [
  'idempotency_key_required',
  'idempotency_mismatch',
  'idempotency_in_flight',
];

/** The body as the document describes it. */
export function documentedBodyOf({ body, documentedBody }: Route): z.ZodType | undefined {
  return documentedBody ?? body;
}

/** Parameter names of a path. */
export function parameterNamesOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

/** True for a route whose body is read completely before it is parsed. */
export function takesBody({ method, consumes }: Route): boolean {
  return (method === 'post' || method === 'put' || method === 'patch') && consumes === undefined;
}

/** Requested by load balancers and monitoring, possibly many from one address. */
const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/readyz/usage', '/metrics']);

/**
 * True if the rate limit per address applies to requests without a known key. Events of providers are signed, and the
 * results of probes are cached.
 */
export function isLimitedByAddress({ roles, path }: Route): boolean {
  return roles !== 'signed' && !PROBES.has(path);
}

/** Every error code of a route: its own, and those that follow from its other fields. Sorted. */
export function errorsOf(route: Route): ErrorCode[] {
  const codes = new Set<ErrorCode>(COMMON);
  const add = (more: readonly ErrorCode[]) => {
    for (const code of more) codes.add(code);
  };
  if (typeof route.roles !== 'string') add(KEYED);
  if (isLimitedByAddress(route)) add(['rate_limited']);
  if (route.roles === 'signed') add(['unauthenticated', 'payload_too_large']);
  else if (takesBody(route)) add(WITH_BODY);
  if (parameterNamesOf(route.path).length > 0) add(['not_found']);
  if (route.idempotency !== 'none') add(WITH_KEY);
  add(route.errors);
  return [...codes].sort();
}
