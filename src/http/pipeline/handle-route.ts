/** The steps of one route, in the order of api.md §1: key, role, subject, body, idempotency key, handler, answer. */
import { isLimitedByAddress, takesBody, type Route } from '../../contracts/route.ts';
import type { Instant } from '../../domain/instant.ts';
import { countedByAddress } from '../server/address-limit.ts';
import { authenticated, type Authentication } from './authenticated.ts';
import type { Reply, Step } from './request-context.ts';
import type { AnyAnswer, AnyHandler, AnyRequest } from './handler.ts';
import type { IdempotencyRequest } from '../../storage/idempotency.ts';
import { HEADER, idempotencyRequest } from './idempotency-request.ts';
import { BODY_LIMIT_BYTES, collectBody, parseJson, parseSchema } from './parse-body.ts';
import { unpackedBody } from './body-packing.ts';
import { parseQuery } from './parse-query.ts';
import { isCustomer } from '../../application/access/caller.ts';
import { sendAnswer } from './send-response.ts';
import { customerView } from '../views/customer.ts';
import type { ActorsOf } from '../../application/keys/key-authenticator.ts';

export interface ServeDependencies {
  readonly authentication: Authentication;
  /** Who is behind a key, as customers are told. */
  readonly actorsOf: ActorsOf;
  readonly limiter: Step;
  readonly now: () => Instant;
  /** Tests look at every answer; production trusts them. */
  readonly checkAnswers: boolean;
}

/** An answer that is not what the contract promises: our own mistake. */
class AnswerMismatch extends Error {
  override readonly name = 'AnswerMismatch';
}

type Request = Parameters<Step>[0];

export function stepsOf(
  name: string,
  route: Route,
  handler: AnyHandler,
  dependencies: ServeDependencies,
): Step[] {
  const { authentication, limiter } = dependencies;
  const found: Step = (_request, response, next) => {
    response.locals.exchange.route = name;
    next();
  };
  return [
    found,
    ...(typeof route.roles === 'string' ? [] : [authenticated(route.roles, authentication), limiter]),
    ...(route.roles === 'open' && isLimitedByAddress(route)
      ? [countedByAddress(authentication.addresses)]
      : []),
    ...(typeof handler === 'function' ? [] : [loaded(handler.load)]),
    ...(takesBody(route) ? [collectBody(BODY_LIMIT_BYTES)] : []),
    serve(name, route, typeof handler === 'function' ? handler : handler.handle, dependencies),
  ];
}

/** What a path names is looked up before the body is read, so that 404 comes before 422. */
function loaded(load: Exclude<AnyHandler, (request: AnyRequest) => unknown>['load']): Step {
  return async (request, response, next) => {
    const { serverNow, accountId } = await load(emptyRequest(request, response));
    const { exchange } = response.locals;
    if (serverNow !== undefined) exchange.serverNow = serverNow;
    if (accountId !== undefined) exchange.accountId = accountId;
    next();
  };
}

function emptyRequest(request: Request, response: Reply): AnyRequest {
  const { caller, requestId, language, accountId } = response.locals.exchange;
  return {
    accountId,
    params: request.params,
    caller,
    requestId,
    language,
    query: {},
    body: {},
    idempotency: null,
    raw: null,
    pieces: null,
    headers: null,
  };
}

function serve(
  name: string,
  route: Route,
  handle: (request: AnyRequest) => Promise<AnyAnswer>,
  { now, checkAnswers, actorsOf }: ServeDependencies,
): Step {
  return async (request, response) => {
    const asked = emptyRequest(request, response);
    const given = await handle({
      ...asked,
      query: parseQuery(route.query, request.url),
      ...(takesBody(route) ? bodyOf(name, route, request, response) : {}),
      ...(route.consumes === undefined ? {} : streamOf(name, route, request, response)),
    });
    const answer =
      route.produces === undefined && asked.caller !== null && isCustomer(asked.caller)
        ? { ...given, body: await customerView(given.body, actorsOf) }
        : given;
    if (checkAnswers) assertAnswer(name, route, answer);
    await sendAnswer(response, route, answer, now());
  };
}

/**
 * A body in pieces. Stopping before its end leaves the connection open for the answer; what still comes in is then thrown
 * away as it comes.
 */
function streamOf(
  name: string,
  route: Route,
  request: Request,
  response: Reply,
): Pick<AnyRequest, 'pieces' | 'headers' | 'idempotency'> {
  response.once('close', () => request.resume());
  return {
    pieces: unpackedBody(request),
    headers: request.headers,
    idempotency: route.idempotency === 'none' ? null : keyOf(name, route, request, response, null),
  };
}

function bodyOf(
  name: string,
  route: Route,
  request: Request,
  response: Reply,
): Pick<AnyRequest, 'body' | 'idempotency'> | Pick<AnyRequest, 'raw'> {
  if (route.roles === 'signed') {
    return {
      raw: { body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), headers: request.headers },
    };
  }
  const sent = parseJson(request.body);
  const body = route.body === undefined ? {} : parseSchema(route.body, sent);
  if (route.idempotency === 'none') return { body, idempotency: null };
  return { body, idempotency: keyOf(name, route, request, response, sent) };
}

/** Node joins or drops repeated headers; the raw ones, names and values in turn, still show them. */
function headerValues(raw: readonly string[], header: string): string[] {
  const name = header.toLowerCase();
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name);
}

/** The idempotency key of a request, with the fingerprint of this body. */
function keyOf(
  name: string,
  route: Route,
  request: Request,
  response: Reply,
  body: unknown,
): IdempotencyRequest {
  return idempotencyRequest({
    keyId: response.locals.exchange.caller?.keyId ?? '',
    keys: headerValues(request.rawHeaders, HEADER),
    route: name,
    method: route.method,
    params: request.params,
    body,
  });
}

function assertAnswer(name: string, route: Route, answer: AnyAnswer): void {
  const schema = route.responses[answer.status];
  if (schema === undefined)
    throw new AnswerMismatch(`${name} answers ${answer.status}, which is not in its contract`);
  if (route.produces !== undefined) return;
  // As the caller will see it: what JSON leaves out is not there.
  const parsed = schema.safeParse(JSON.parse(JSON.stringify(answer.body)));
  if (!parsed.success) throw new AnswerMismatch(`${name} ${answer.status}: ${parsed.error.message}`);
}
