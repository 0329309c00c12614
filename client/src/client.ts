/** The client of the API: typed calls that are repeated safely. */
import { DEFAULT_LIMITS, REAL_TIMING, withAttempts, type Timing } from './attempts.ts';
import type {
  CallOptions,
  Item,
  JsonPath,
  Limits,
  ListOptions,
  ListPath,
  Method,
  PathWith,
  Result,
  UntypedOptions,
} from './calls.ts';
import { CallError, NoResponseError } from './errors.ts';
import { addressOf, bodyOf, errorIn, jsonIn, newIdempotencyKey } from './messages.ts';

export type Language = 'en' | 'zh';

export interface ClientOptions {
  /** Where the API is, such as `https://api.example.com`. Default: where the page comes from. */
  readonly baseUrl?: string;
  /** An API key. A page that has a session needs none: its cookies are sent to the origin that it comes from. */
  readonly apiKey?: string | (() => string | Promise<string>);
  /** Language of titles, details and remedies. Default: that of the browser; English elsewhere. */
  readonly language?: Language | (() => Language);
  readonly limits?: Partial<Limits>;
  /** As of `fetch`. Default: `same-origin`. */
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  /** Headers of every call. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  /** For tests. */
  readonly timing?: Partial<Timing>;
}

/** A success with what its headers say. */
export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/**
 * Every call throws a `ProblemError` if the API refuses it, an `UnexpectedResponseError` for a response that is not one of
 * the API, and a `NoResponseError` if none arrives. Each `POST` carries an idempotency key. What may pass is repeated, with
 * the same key: lost connections, slow attempts, 429, 503 with `Retry-After`, and `idempotency_in_flight`.
 */
export interface Client {
  get<P extends JsonPath<'get'>>(path: P, ...options: CallOptions<'get', P>): Promise<Result<'get', P>>;
  post<P extends JsonPath<'post'>>(path: P, ...options: CallOptions<'post', P>): Promise<Result<'post', P>>;
  put<P extends JsonPath<'put'>>(path: P, ...options: CallOptions<'put', P>): Promise<Result<'put', P>>;
  patch<P extends JsonPath<'patch'>>(
    path: P,
    ...options: CallOptions<'patch', P>
  ): Promise<Result<'patch', P>>;

  delete<P extends JsonPath<'delete'>>(
    path: P,
    ...options: CallOptions<'delete', P>
  ): Promise<Result<'delete', P>>;

  /** A call of which the caller needs the status or a header too. */
  send<M extends Method, P extends JsonPath<M>>(
    method: M,
    path: P,
    ...options: CallOptions<M, P>
  ): Promise<Reply<Result<M, P>>>;

  /** The entries of a list, one by one. Pages are read when they are needed. */
  items<P extends ListPath>(path: P, ...options: ListOptions<P>): AsyncGenerator<Item<P>, void, undefined>;

  /** The pages of a list, each with its entries. */
  pages<P extends ListPath>(path: P, ...options: ListOptions<P>): AsyncGenerator<Item<P>[], void, undefined>;

  /**
   * Opens a response that is not JSON, or long: an export, a file. Attempts end with its headers; the caller reads the body,
   * which ends with an error if the connection is lost. `accept` asks for another media type.
   */
  open<P extends PathWith<'get'>>(
    path: P,
    ...options: CallOptions<'get', P> extends [infer O] ? [O & Accept] : [options?: OptionsOf<P> & Accept]
  ): Promise<Response>;
}

interface Accept {
  readonly accept?: string;
}
type OptionsOf<P extends PathWith<'get'>> = NonNullable<CallOptions<'get', P>[0]>;

type Read<T> = (response: Response) => Promise<T>;

export function createClient(options: ClientOptions = {}): Client {
  const call = callerOf(options);

  const send = (method: Method, path: string, own?: UntypedOptions) =>
    call(method, path, own, async (response) => ({
      status: response.status,
      headers: response.headers,
      body: await jsonIn(response),
    }));
  const bodyFor = (method: Method) => (path: string, own?: UntypedOptions) => call(method, path, own, jsonIn);

  async function* pages(path: string, own?: UntypedOptions) {
    let cursor: string | null = null;
    do {
      const query: UntypedOptions['query'] = { ...own?.query, cursor };
      const page = (await call('get', path, { ...own, query }, jsonIn)) as Page;
      if (page.nextCursor !== null && page.nextCursor === cursor)
        throw new Error(`The list ${path} does not go on: a page names its own cursor as the next`);
      yield page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
  async function* items(path: string, own?: UntypedOptions) {
    for await (const page of pages(path, own)) yield* page;
  }

  const untyped: Record<keyof Client, unknown> = {
    get: bodyFor('get'),
    post: bodyFor('post'),
    put: bodyFor('put'),
    patch: bodyFor('patch'),
    delete: bodyFor('delete'),
    send,
    pages,
    items,
    open: (path: string, own?: UntypedOptions) =>
      call('get', path, own, (response) => Promise.resolve(response)),
  };
  // The types of calls come from the document; a test compares what the API responds with them.
  return untyped as Client;
}

interface Page {
  readonly items: unknown[];
  readonly nextCursor: string | null;
}

function callerOf(options: ClientOptions) {
  const { apiKey, language, credentials = 'same-origin' } = options;
  const baseUrl = checkedBaseUrl(options.baseUrl ?? '');
  const timing: Timing = { ...REAL_TIMING, ...options.timing };
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init));

  return async function call<T>(
    method: Method,
    path: string,
    own: UntypedOptions = {},
    read: Read<T>,
  ): Promise<T> {
    const { body, contentType } = bodyOf(own);
    const idempotencyKey = method === 'post' ? (own.idempotencyKey ?? newIdempotencyKey()) : undefined;
    const spoken = typeof language === 'function' ? language() : language;
    const key = typeof apiKey === 'function' ? await apiKey() : apiKey;
    const headers = new Headers({
      accept: own.accept ?? 'application/json',
      ...options.headers,
      ...own.headers,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(spoken === undefined ? {} : { 'accept-language': spoken }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    });
    const streams = typeof ReadableStream !== 'undefined' && body instanceof ReadableStream;
    const init = {
      method: method.toUpperCase(),
      headers,
      credentials,
      ...(body === undefined ? {} : { body }),
      ...(streams ? { duplex: 'half' as const } : {}),
    };
    const address = addressOf(baseUrl, path, own);

    const attempt = async (signal: AbortSignal): Promise<T> => {
      try {
        const response = await send(address, { ...init, signal });
        if (!response.ok) throw await errorIn(response);
        return await read(response);
      } catch (error) {
        throw error instanceof CallError
          ? error
          : new NoResponseError(signal.aborted ? signal.reason : error);
      }
    };
    try {
      return await withAttempts(attempt, {
        limits: { ...DEFAULT_LIMITS, ...options.limits, ...own.limits },
        timing,
        signal: own.signal,
        repeatable: !streams,
      });
    } catch (error) {
      if (error instanceof CallError && idempotencyKey !== undefined) error.idempotencyKey = idempotencyKey;
      throw error;
    }
  };
}

/** Without a slash at the end. Throws for an address that no call could reach, which would look like a lost connection. */
function checkedBaseUrl(baseUrl: string): string {
  if (baseUrl !== '' || !('location' in globalThis)) void new URL(baseUrl);
  return baseUrl.replace(/\/+$/, '');
}
