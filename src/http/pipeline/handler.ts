/** What a handler gets and gives, derived from its row of the route table. */
import type { IncomingHttpHeaders } from 'node:http';
import type { ResponseOf, BodyOf, ParamsOf, QueryOf, Route, RouteTable } from '../../contracts/route.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Language } from '../../domain/json.ts';
import type { IdempotencyRequest } from '../../storage/idempotency.ts';
import type { Caller } from '../../application/access/caller.ts';

/** A body that is signed as it is, byte for byte. */
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
  /** The account of the subject, where the route looked at one. */
  readonly accountId: AccountId | null;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  readonly idempotency: R['idempotency'] extends 'none' ? null : IdempotencyRequest;
  readonly raw: R['roles'] extends 'signed' ? RawRequest : null;
  /** The body as it comes in, where the route takes one of any length. */
  readonly pieces: R extends { readonly consumes: readonly string[] } ? AsyncIterable<Uint8Array> : null;
  /** Where the body comes in pieces: what is said about it. */
  readonly headers: R extends { readonly consumes: readonly string[] } ? IncomingHttpHeaders : null;
}

interface AnswerFacts {
  readonly headers?: Readonly<Record<string, string>>;
  /** Media type of a success that is not JSON, where it is not always the same. */
  readonly mediaType?: string;
  /** Account time, where the answer speaks of a sandbox account. */
  readonly serverNow?: Instant;
  /** True when the first success of the same key is answered again. */
  readonly replayed?: boolean;
}

/** A success that is no JSON is text, whole or piece by piece. */
type TextAnswerOf<R extends Route> = {
  [Status in keyof R['responses'] & number]: {
    readonly status: Status;
    readonly body: string | AsyncIterable<string | Uint8Array>;
  };
}[keyof R['responses'] & number];

export type AnswerOf<R extends Route> = AnswerFacts &
  (R extends { readonly produces: string } ? TextAnswerOf<R> : ResponseOf<R>);

export type Handler<R extends Route> = (request: RequestOf<R>) => Promise<AnswerOf<R>>;

/** What is known of the thing a path names, before the body is looked at. */
export interface ResourceFacts {
  /** Account time of a sandbox, for refusals that come after. */
  readonly serverNow?: Instant;
  /** The account that it belongs to: refusals tell times in its zone. */
  readonly accountId?: AccountId;
}

/** A handler with a look at its subject: what is not there is refused (404) before the body is (422). */
export interface ResourceHandler<R extends Route> {
  readonly load: (request: ResourceRequestOf<R>) => Promise<ResourceFacts>;
  readonly handle: Handler<R>;
}

/** A handler for every route of a table: one that is missing does not compile. */
export type Handlers<Table extends RouteTable> = {
  readonly [Name in keyof Table]: Handler<Table[Name]> | ResourceHandler<Table[Name]>;
};

/** The same without the types of one route, as the pipeline carries them. */
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

export interface AnyAnswer extends AnswerFacts {
  readonly status: number;
  readonly body: unknown;
}

export type AnyHandler =
  | ((request: AnyRequest) => Promise<AnyAnswer>)
  | {
      readonly load: (request: AnyRequest) => Promise<ResourceFacts>;
      readonly handle: (request: AnyRequest) => Promise<AnyAnswer>;
    };

/** Forgets which route each handler belongs to; the pipeline has checked what it hands over against that route. */
export function erased<Table extends RouteTable>(
  handlers: Handlers<Table>,
): Readonly<Record<string, AnyHandler>>;
export function erased(handlers: Readonly<Record<string, AnyHandler>>): Readonly<Record<string, AnyHandler>> {
  return handlers;
}
