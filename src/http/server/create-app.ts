/** The HTTP application: the route table mounted on Express. All dependencies are passed in. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Registry } from 'prom-client';
import type { Route, RouteTable } from '../../contracts/route.ts';
import { systemRoutes } from '../../contracts/system.ts';
import type { CatalogueDefinitions } from '../../domain/catalogue/catalogue.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountZones } from '../problem/account-zones.ts';
import { AddressLimit, countedByAddress, heldUpByAddress } from './address-limit.ts';
import type { Authenticate, IsKnownKey } from '../../application/keys/key-authenticator.ts';
import { consoleAssets, consolePage } from './console-pages.ts';
import { docsAssets } from './docs-page.ts';
import type { Tracing } from '../../infra/tracing.ts';
import { openRequestContext } from '../pipeline/request-context.ts';
import { requestSpans } from '../pipeline/request-span.ts';
import { erased, type AnyHandler, type Handlers } from '../pipeline/handler.ts';
import { systemHandlers, type ReadinessChecks } from '../handlers/system.ts';
import { httpMetrics } from '../../metrics/http-metrics.ts';
import type { Logger } from './logger.ts';
import { rateLimited } from './rate-limit.ts';
import { sendProblem } from '../problem/send-problem.ts';
import type { NameReader } from '../pipeline/add-names.ts';
import { stepsOf } from '../pipeline/handle-route.ts';
import type { ActorsOf } from '../../application/keys/key-authenticator.ts';

export interface AppDependencies<Table extends RouteTable> {
  /** All routes except the system routes, which are always mounted. */
  readonly routes: Table;
  readonly handlers: Handlers<Table>;
  readonly authenticate: Authenticate;
  readonly isKnownKey?: IsKnownKey;
  /** How the actor behind a key is shown to customers. */
  readonly actorsOf: ActorsOf;
  /** Reads the names that responses carry beside ids. */
  readonly readNames: NameReader;
  readonly readiness: ReadinessChecks;
  readonly logger: Logger;
  readonly registry: Registry;
  /** The latest catalogue, from which problems take names. Null before it is loaded. */
  readonly catalogue?: () => CatalogueDefinitions | null;
  /** The time zones in which problems state times. */
  readonly zones?: Pick<AccountZones, 'of'>;
  /** The server's clock. */
  readonly now: () => Instant;
  readonly limits: {
    readonly requestsPerSecond: number;
    /** Proxies, as CIDR, whose `X-Forwarded-For` gives the client's address. Without any the header is ignored. */
    readonly trustedProxies?: readonly string[];
  };
  /** The pages behind sign-off links; absent where there are none. */
  readonly signOffPages?: express.RequestHandler;
  /** Where users reach the API. Pages of this address may use sessions, besides those of the address that is called. */
  readonly publicUrl: string;
  /** Gets the spans of requests; absent where traces are off. */
  readonly tracing?: Tracing | undefined;
  /** The folder of the built web console; absent where there is none. */
  readonly consoleFolder?: string;
  /** In tests, a response that violates its contract fails the request. */
  readonly checkResponses?: boolean;
}

/** Builds the application. Throws when a route has no handler. */
export function createApp<Table extends RouteTable>(dependencies: AppDependencies<Table>): Express {
  const { logger, now, registry, isKnownKey = () => false, consoleFolder } = dependencies;
  const routes: RouteTable = { ...dependencies.routes, ...systemRoutes };
  const handlers = {
    ...erased(dependencies.handlers),
    ...erased(systemHandlers({ ...dependencies, routes })),
  };

  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false).enable('case sensitive routing');
  app.set('trust proxy', [...(dependencies.limits.trustedProxies ?? [])]);
  const addresses = new AddressLimit(dependencies.limits.requestsPerSecond);
  const openSpan = dependencies.tracing && requestSpans(dependencies.tracing, routes);
  app.use(openRequestContext({ now, logger, metrics: httpMetrics(registry), openSpan }));
  app.use(heldUpByAddress(addresses, isKnownKey, routes));
  app.use(secured());
  app.use(wellFormed);
  mount(app, routes, handlers, { ...dependencies, addresses });
  app.use('/docs/assets', countedByAddress(addresses), docsAssets());
  if (dependencies.signOffPages !== undefined) {
    app.use('/sign-off', countedByAddress(addresses), dependencies.signOffPages);
  }
  if (consoleFolder !== undefined) {
    app.use('/assets', countedByAddress(addresses), consoleAssets(consoleFolder));
  }
  app.use(countedByAddress(addresses));
  if (consoleFolder !== undefined) app.use(consolePage(consoleFolder));
  app.use(() => {
    throw new DomainError('not_found', { kind: 'address' });
  });
  app.use(sendProblem({ ...dependencies, now, logger }));
  return app;
}

/** What the parser lets pass and HTTP does not. */
const wellFormed: express.RequestHandler = ({ headers, httpVersion }, _response, next) => {
  if (httpVersion === '1.1' && headers.host === undefined)
    throw new DomainError('request_malformed', { reason: 'the header Host is missing' });
  if (headers.expect !== undefined && !/^100-continue$/i.test(headers.expect))
    throw new DomainError('expectation_unknown', { expect: headers.expect });
  next();
};

function secured(): express.RequestHandler {
  // Otherwise browsers would upgrade the plain-HTTP requests of the documentation page to HTTPS.
  return helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
}

function mount(
  app: Express,
  routes: RouteTable,
  handlers: Readonly<Record<string, AnyHandler>>,
  {
    authenticate,
    addresses,
    actorsOf,
    readNames,
    now,
    limits,
    publicUrl,
    checkResponses = false,
  }: Omit<AppDependencies<RouteTable>, 'routes' | 'handlers'> & { readonly addresses: AddressLimit },
): void {
  const serving = {
    authentication: { authenticate, addresses, publicUrl },
    actorsOf,
    readNames,
    now,
    checkResponses,
    limiter: rateLimited(limits.requestsPerSecond),
  };
  for (const [path, named] of byPath(routes)) {
    const mounted = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const [name, route] of named) {
      const handler = handlers[name];
      if (handler === undefined) throw new Error(`the route ${name} has no handler`);
      mounted[route.method](...stepsOf(name, route, handler, serving));
    }
    const allowed = allowedOf(named.map(([, route]) => route));
    mounted.all((request, response) => {
      response.setHeader('Allow', allowed.join(', '));
      throw new DomainError('method_not_allowed', { method: request.method, allowed });
    });
  }
}

/** Groups routes by path, in the order of the table. */
function byPath(routes: RouteTable): Map<string, [string, Route][]> {
  const paths = new Map<string, [string, Route][]>();
  for (const [name, route] of Object.entries(routes)) {
    const named = paths.get(route.path) ?? [];
    paths.set(route.path, [...named, [name, route]]);
  }
  return paths;
}

function allowedOf(routes: readonly Route[]): string[] {
  return routes.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
}
