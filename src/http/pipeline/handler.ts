/** The types of requests and responses of handlers, derived from the route table. */
import type { IncomingHttpHeaders } from 'node:http';
import type { ResponseOf, BodyOf, ParamsOf, QueryOf, Route, RouteTable } from '../../contracts/route.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Language } from '../../domain/json.ts';
import type { IdempotencyRequest } from '../../storage/idempotency/stored-response.ts';
import type { Caller } from '../../application/access/caller.ts';

/** A body whose signature covers its bytes. */
export interface RawRequest {
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

interface Correlation {
  readonly requestId: string;
  readonly language: Language;
}

type CallerOf<R extends Route> = R['roles'] extends string ? null : Caller;

export interface ResourceRequestOf<R extends Route> extends Correlation {
  readonly params: ParamsOf<R>;
  readonly caller: CallerOf<R>;
}

export interface RequestOf<R extends Route> extends ResourceRequestOf<R> {
  /** The account of the loaded resource, if the route loads one. */
  readonly accountId: AccountId | null;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  readonly idempotency: R['idempotency'] extends 'none' ? null : IdempotencyRequest;
  readonly raw: R['roles'] extends 'signed' ? RawRequest : null;
  /** The body as a stream, if the route takes one. */
  readonly pieces: R extends { readonly consumes: readonly string[] } ? AsyncIterable<Uint8Array> : null;
  /** The headers, if the body is a stream. */
  readonly headers: R extends { readonly consumes: readonly string[] } ? IncomingHttpHeaders : null;
}

interface ResponseFacts {
  readonly headers?: Readonly<Record<string, string>>;
  /** Media type of a success, if the route's own does not apply. */
  readonly mediaType?: string;
  /** Account time, if the response concerns a sandbox account. */
  readonly serverNow?: Instant;
  /** True if the stored response of an earlier request with the same key is sent. */
  readonly replayed?: boolean;
}

/** A success that is not JSON is text or a stream. */
type TextResponseOf<R extends Route> = {
  [Status in keyof R['responses'] & number]: {
    readonly status: Status;
    readonly body: string | AsyncIterable<string | Uint8Array>;
  };
}[keyof R['responses'] & number];

export type HandlerResponse<R extends Route> = ResponseFacts &
  (R extends { readonly produces: string } ? TextResponseOf<R> : ResponseOf<R>);

export type Handler<R extends Route> = (request: RequestOf<R>) => Promise<HandlerResponse<R>>;

/** Facts about the resource of a path, known before the body is read. */
export interface ResourceFacts {
  /** Account time of a sandbox. */
  readonly serverNow?: Instant;
  /** The account that it belongs to. Problems state times in its time zone. */
  readonly accountId?: AccountId;
}

/** A handler that loads its resource first: a missing resource (404) is reported before an invalid body (422). */
export interface ResourceHandler<R extends Route> {
  readonly load: (request: ResourceRequestOf<R>) => Promise<ResourceFacts>;
  readonly handle: Handler<R>;
}

/** A handler for every route of a table. A missing one does not compile. */
export type Handlers<Table extends RouteTable> = {
  readonly [Name in keyof Table]: Handler<Table[Name]> | ResourceHandler<Table[Name]>;
};

/** A request without the types of its route, as the pipeline passes it on. */
export interface AnyRequest extends Correlation {
  readonly accountId: AccountId | null;
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Caller | null;
  readonly query: unknown;
  readonly body: unknown;
  readonly idempotency: IdempotencyRequest | null;
  readonly raw: RawRequest | null;
  readonly pieces: AsyncIterable<Uint8Array> | null;
  readonly headers: IncomingHttpHeaders | null;
}

export interface AnyResponse extends ResponseFacts {
  readonly status: number;
  readonly body: unknown;
}

export type AnyHandler =
  | ((request: AnyRequest) => Promise<AnyResponse>)
  | {
      readonly load: (request: AnyRequest) => Promise<ResourceFacts>;
      readonly handle: (request: AnyRequest) => Promise<AnyResponse>;
    };

/** Drops the types of the routes. The pipeline validates each request against its route before it calls the handler. */
export function erased<Table extends RouteTable>(
  handlers: Handlers<Table>,
): Readonly<Record<string, AnyHandler>>;
export function erased(handlers: Readonly<Record<string, AnyHandler>>): Readonly<Record<string, AnyHandler>> {
  return handlers;
}
