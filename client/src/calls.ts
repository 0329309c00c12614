/** The types of a call: what it takes and returns, by method and path, from the types of the API. */
import type { paths } from './api.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A body that is sent as it is, such as a file. A stream cannot be sent twice, so its call is never repeated. */
export type RawBody = string | Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

type Operation<M extends Method, P extends keyof paths> = paths[P] extends Record<M, infer O> ? O : never;
type Success<O> = O extends { responses: infer R } ? R[keyof R] : never;
type JsonOf<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;

/** The paths that have a method. */
export type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];

/** The paths that return JSON for a method. */
export type JsonPath<M extends Method> = {
  [P in PathWith<M>]: [JsonOf<Success<Operation<M, P>>>] extends [never] ? never : P;
}[PathWith<M>];

/** The paths of paged lists. */
export type ListPath = {
  [P in JsonPath<'get'>]: Result<'get', P> extends { nextCursor: string | null } ? P : never;
}[JsonPath<'get'>];

/** The body of a success. */
export type Result<M extends Method, P extends PathWith<M>> = JsonOf<Success<Operation<M, P>>>;

/** An entry of a list. */
export type Item<P extends ListPath> = Result<'get', P> extends { items: (infer I)[] } ? I : never;

type PartOf<O, Name extends 'path' | 'query' | 'header'> = O extends {
  parameters: Partial<Record<Name, infer T>>;
}
  ? Exclude<T, undefined>
  : never;

type BodyPart<O> = O extends { requestBody: { content: infer Content } }
  ? Content extends { 'application/json': infer Body }
    ? { body: Body }
    : { body: RawBody; contentType: keyof Content }
  : unknown;

/** A query may name a field and leave it undefined. */
type OrUndefined<T> = {
  [K in keyof T]: T[K] | (Partial<Pick<T, K>> extends Pick<T, K> ? undefined : never);
};

/** `{ name: T }`, optional if every field of `T` is, absent without `T`. */
type Part<Name extends string, T> = [T] extends [never]
  ? unknown
  : Partial<T> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T };

/** What every call may say. */
export interface CallSettings {
  /** Ends the call, also between two attempts. It is rejected with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The key of a command, if the caller wants to repeat it later or has a natural one, such as that of a usage. By default
   * the client makes one; all attempts of a call have the same.
   */
  readonly idempotencyKey?: string | undefined;
  /** Limits of this call, instead of those of the client. */
  readonly limits?: Partial<Limits> | undefined;
}

/** Limits of a call. */
export interface Limits {
  /** Largest number of attempts; 1 for a call that is not repeated. Default: 5. */
  readonly attempts: number;
  /** Longest time of one attempt, in milliseconds. Default: 30,000. */
  readonly attemptMs: number;
  /** Longest time of a call with all attempts and waits, in milliseconds. Default: 90,000. */
  readonly totalMs: number;
}

type Options<O> = CallSettings &
  Part<'path', PartOf<O, 'path'>> &
  Part<'query', OrUndefined<PartOf<O, 'query'>>> &
  Part<'headers', PartOf<O, 'header'>> &
  BodyPart<O>;

type Optional<T> = Partial<T> extends T ? [options?: T] : [options: T];

/** The argument after the path: may be left out if nothing in it is required. */
export type CallOptions<M extends Method, P extends PathWith<M>> = Optional<Options<Operation<M, P>>>;

/** The query fields of a list that the client sets, and those of its CSV, which `open` reads. */
type NotOfItems = 'cursor' | 'format' | 'columns' | 'timeZone';

/** The same for a list, whose entries the client reads page by page. */
export type ListOptions<P extends ListPath> = Optional<
  CallSettings &
    Part<'path', PartOf<Operation<'get', P>, 'path'>> &
    Part<'query', OrUndefined<Omit<PartOf<Operation<'get', P>, 'query'>, NotOfItems>>>
>;

/** A call as the client sends it, whatever its types. */
export interface UntypedOptions extends CallSettings {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** Media type of the response. */
  readonly accept?: string;
}

export type QueryValue = string | number | boolean | null | undefined;
