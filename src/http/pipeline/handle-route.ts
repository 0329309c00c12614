/** The steps of one route, in the order of api.md §1: key, role, resource, body, idempotency key, handler, response. */
import { isLimitedByAddress, takesBody, type Route } from '../../contracts/route.ts';
import type { Instant } from '../../domain/instant.ts';
import { countedByAddress } from '../server/address-limit.ts';
import { authenticated, type Authentication } from './authenticated.ts';
import type { Reply, Step } from './request-context.ts';
import type { AnyResponse, AnyHandler, AnyRequest } from './handler.ts';
import type { IdempotencyRequest } from '../../storage/idempotency/stored-response.ts';
import { HEADER, idempotencyRequest } from './idempotency-request.ts';
import { BODY_LIMIT_BYTES, collectBody, parseJson, parseSchema } from './parse-body.ts';
import { unpackedBody } from './body-packing.ts';
import { parseQuery } from './parse-query.ts';
import { idempotencyScopeOf, isCustomer } from '../../application/access/caller.ts';
import { listServer } from './serve-list.ts';
import { sendResponse } from './send-response.ts';
import { customerView } from '../views/customer.ts';
import { namesAdder, type NameReader } from './add-names.ts';
import type { ActorsOf } from '../../application/keys/key-authenticator.ts';

export interface RouteDependencies {
  readonly authentication: Authentication;
  /** How the actor behind a key is shown to customers. */
  readonly actorsOf: ActorsOf;
  /** Reads the names that responses carry beside ids. */
  readonly readNames: NameReader;
  readonly limiter: Step;
  readonly now: () => Instant;
  /** In tests, every response is checked against its contract. */
  readonly checkResponses: boolean;
}

/** A response that violates its contract. */
class ResponseMismatch extends Error {
  override readonly name = 'ResponseMismatch';
}

type Request = Parameters<Step>[0];

export function stepsOf(
  name: string,
  route: Route,
  handler: AnyHandler,
  dependencies: RouteDependencies,
): Step[] {
  const { authentication, limiter } = dependencies;
  const found: Step = (_request, response, next) => {
    response.locals.context.route = name;
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
    handlerStep(name, route, typeof handler === 'function' ? handler : handler.handle, dependencies),
  ];
}

/** Loads the resource of the path before the body is read, so that 404 comes before 422. */
function loaded(load: Exclude<AnyHandler, (request: AnyRequest) => unknown>['load']): Step {
  return async (request, response, next) => {
    const { serverNow, accountId } = await load(emptyRequest(request, response));
    const { context } = response.locals;
    if (serverNow !== undefined) context.serverNow = serverNow;
    if (accountId !== undefined) context.accountId = accountId;
    next();
  };
}

function emptyRequest(request: Request, response: Reply): AnyRequest {
  const { caller, requestId, language, accountId } = response.locals.context;
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

function handlerStep(
  name: string,
  route: Route,
  handle: (request: AnyRequest) => Promise<AnyResponse>,
  { now, checkResponses, actorsOf, readNames }: RouteDependencies,
): Step {
  const namesAdders = Object.fromEntries(
    Object.entries(route.responses).map(([status, schema]) => [status, namesAdder(schema, readNames)]),
  );
  const respond = async (asked: AnyRequest): Promise<AnyResponse> => {
    const given = await handle(asked);
    const seen =
      route.produces === undefined && asked.caller !== null && isCustomer(asked.caller)
        ? { ...given, body: await customerView(given.body, actorsOf) }
        : given;
    const addNames = namesAdders[given.status];
    const shown = addNames ? { ...seen, body: await addNames(seen.body) } : seen;
    if (checkResponses) assertResponse(name, route, shown);
    return shown;
  };
  const list = listServer(route);
  return async (request, response) => {
    const asked = emptyRequest(request, response);
    if (list !== null) {
      const { result, produces } = await list(request, asked, respond);
      await sendResponse(response, produces, result, now());
      return;
    }
    const result = await respond({
      ...asked,
      query: parseQuery(route.query, request.url),
      ...(takesBody(route) ? bodyOf(name, route, request, response) : {}),
      ...(route.consumes === undefined ? {} : streamOf(name, route, request, response)),
    });
    await sendResponse(response, route.produces, result, now());
  };
}

/**
 * A body as a stream. If the handler stops before its end, the connection stays open for the response, and the rest of the
 * body is discarded as it arrives.
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

/** Returns every value of a header. Node joins or drops repeated headers, but not in the raw list of names and values. */
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
  const { caller } = response.locals.context;
  return idempotencyRequest({
    scope: caller === null ? '' : idempotencyScopeOf(caller),
    keys: headerValues(request.rawHeaders, HEADER),
    route: name,
    method: route.method,
    params: request.params,
    body,
  });
}

function assertResponse(name: string, route: Route, response: AnyResponse): void {
  const schema = route.responses[response.status];
  if (schema === undefined)
    throw new ResponseMismatch(`${name} responds with ${response.status}, which is not in its contract`);
  if (route.produces !== undefined) return;
  // As the caller will see it: what JSON leaves out is not there.
  const parsed = schema.safeParse(JSON.parse(JSON.stringify(response.body)));
  if (!parsed.success) throw new ResponseMismatch(`${name} ${response.status}: ${parsed.error.message}`);
}
