/**
 * What one row of the route table says, and the types that follow from it. The API mounts the rows, the OpenAPI document
 * describes them, handlers are typed by them and tests walk them: nothing about a route is said twice.
 */
import type { z } from 'zod';
import type { ErrorCode } from '../domain/error-table.ts';
import type { Role } from './roles.ts';

/**
 * What a repeat of a request does:
 * - `none`: it changes nothing, or its natural key is in its body;
 * - `transactional`: the handler's transaction stores the first success under the `Idempotency-Key`;
 * - `leased`: the key is leased first, because the effect is made by a workflow;
 * - `natural`: the key is the natural key of what it creates, for ever.
 */
export type Idempotency = 'none' | 'transactional' | 'leased' | 'natural';

/** Who may call: any of these roles, everybody, or whoever signs the body. */
export type Access = readonly Role[] | 'open' | 'signed';

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Parameters in braces: `/v1/accounts/{id}`. They are opaque texts. */
  readonly path: `/${string}`;
  /** Heading in the documentation. */
  readonly tag: string;
  readonly summary: string;
  readonly roles: Access;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Media types of a body that the handler reads piece by piece; it has no schema. */
  readonly consumes?: readonly string[];
  /** One schema for each status of success (and of readiness, which answers 503 in its own shape). */
  readonly responses: Readonly<Record<number, z.ZodType>>;
  readonly idempotency: Idempotency;
  /** Refusals that are this route's own; those of authentication, body and servers follow from the rest. */
  readonly errors: readonly ErrorCode[];
  /** Media type of a success that is not JSON. */
  readonly produces?: string;
}

/** Routes by name; the name is the operation id. */
export type RouteTable = Readonly<Record<string, Route>>;

type ParameterName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterName<Rest>
  : never;

/** Parameters of the path. */
export type ParamsOf<R extends Route> = Readonly<Record<ParameterName<R['path']>, string>>;

type NoFields = Readonly<Record<string, never>>;

/** The query as the schema parsed it. */
export type QueryOf<R extends Route> = R extends { readonly query: infer Q extends z.ZodType }
  ? z.output<Q>
  : NoFields;

/** The body as the schema parsed it. */
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

const COMMON: readonly ErrorCode[] = ['internal', 'unavailable'];
const KEYED: readonly ErrorCode[] = ['unauthenticated', 'forbidden'];
const WITH_BODY: readonly ErrorCode[] = ['malformed_json', 'payload_too_large', 'validation_failed'];
const WITH_KEY: readonly ErrorCode[] = [
  'idempotency_key_required',
  'idempotency_mismatch',
  'idempotency_in_flight',
];

/** Names in the braces of a path. */
export function parameterNamesOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

/** True for a route whose body is collected and then looked at as a whole. */
export function takesBody({ method, consumes }: Route): boolean {
  return (method === 'post' || method === 'put' || method === 'patch') && consumes === undefined;
}

/** What load balancers and monitoring ask, many of them from one address. */
const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/readyz/usage', '/metrics']);

/**
 * True where an address that has used up its second is refused, unless it sends a key that is known. Providers sign what
 * they send, and what probes ask for is remembered.
 */
export function isLimitedByAddress({ roles, path }: Route): boolean {
  return roles !== 'signed' && !PROBES.has(path);
}

/** Every code a route can refuse with, its own and those that follow from what it is. */
export function errorsOf(route: Route): ErrorCode[] {
  const codes = new Set<ErrorCode>(COMMON);
  const add = (more: readonly ErrorCode[]) => {
    for (const code of more) codes.add(code);
  };
  if (typeof route.roles !== 'string') add(KEYED);
  if (isLimitedByAddress(route)) add(['rate_limited']);
  if (route.roles === 'signed') add(['unauthenticated', 'payload_too_large', 'validation_failed']);
  else if (takesBody(route)) add(WITH_BODY);
  if (route.query !== undefined || route.consumes !== undefined) add(['validation_failed']);
  if (parameterNamesOf(route.path).length > 0) add(['not_found']);
  if (route.idempotency !== 'none') add(WITH_KEY);
  add(route.errors);
  return [...codes].sort();
}
