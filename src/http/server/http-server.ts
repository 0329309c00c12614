/**
 * The HTTP server around the application. It limits connections, sends a problem for input that never becomes a
 * request, and shuts down without losing a request that it has accepted.
 */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Logger } from './logger.ts';
import { parserErrorOf, unknownMethod } from './parser-errors.ts';
import { rawProblem } from './raw-problem.ts';

export interface HttpServerOptions {
  readonly app: RequestListener;
  readonly logger: Pick<Logger, 'info'>;
  readonly now: () => Instant;
  readonly limits?: Partial<ServerLimits>;
}

export interface ServerLimits {
  /** Maximum number of open connections. A further one gets 503. */
  readonly connections: number;
  /** From the first byte of a request, or from the start of the connection, to the end of its headers. */
  readonly headersMs: number;
  /** To the end of the body, regardless of its length. */
  readonly requestMs: number;
  /** How long a connection may be silent in both directions while none of its requests is being processed. */
  readonly silentMs: number;
  /** How long a connection may wait for its next request. Longer than the idle timeout of load balancers. */
  readonly keepAliveMs: number;
  /**
   * During shutdown: how long new connections are accepted and open ones may send one more request. Each response closes its
   * connection.
   */
  readonly lingerMs: number;
  /** During shutdown, after `lingerMs`: when connections with unfinished responses are closed. */
  readonly finishMs: number;
}

/** How a server stops with nothing in front of it that has to notice first. */
export const UNDRAINED = { lingerMs: 300, finishMs: 2_200 } as const satisfies Partial<ServerLimits>;

const LIMITS: ServerLimits = {
  connections: 4_000,
  headersMs: 15_000,
  requestMs: 300_000,
  silentMs: 600_000,
  keepAliveMs: 65_000,
  ...UNDRAINED,
};
const CHECK_EVERY_MS = 1_000;
const CLOSE_EVERY_MS = 50;
/** How long input is discarded after a final response, so that the caller can read it before the connection closes. */
const DRAIN_MS = 1_000;

export interface HttpServer {
  /** Resolves with the port once the server listens. Rejects if it cannot. */
  listen(port: number, host: string): Promise<number>;
  /**
   * Completes the requests in progress and those that arrive within `lingerMs`, then closes. Resolves when all connections are
   * closed, at the latest after `lingerMs` and `finishMs`; `limitMs` limits both together.
   */
  stop(limitMs?: number): Promise<void>;
}

export function createHttpServer({ app, logger, now, limits }: HttpServerOptions): HttpServer {
  const { connections, headersMs, requestMs, silentMs, keepAliveMs, lingerMs, finishMs } = {
    ...LIMITS,
    ...limits,
  };
  /** The latest response of each open connection, which alone may close it; null before the first. */
  const latest = new Map<Duplex, ServerResponse | null>();
  /** Connections that got or will get a problem outside of any request. Further input is ignored. */
  const refused = new WeakSet<Duplex>();
  let stopping = false;

  const serve: RequestListener = (request, response) => {
    const { socket } = request;
    const before = latest.get(socket) ?? null;
    // The final response was sent or is about to be. Later requests on this connection are not accepted.
    if (refused.has(socket) || (before?.headersSent === true && before.getHeader('connection') === 'close'))
      return;
    if (!isTarget(request.url ?? '')) {
      refuseInTurn(
        socket,
        new DomainError('request_malformed', { reason: 'the request target is not a valid URL' }),
      );
      return;
    }
    latest.set(socket, response);
    if (stopping) {
      if (before?.headersSent === false) before.removeHeader('connection');
      response.setHeader('Connection', 'close');
    }
    app(request, response);
  };
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      // The application responds with a problem instead.
      requireHostHeader: false,
    },
    serve,
  );
  server.timeout = silentMs;
  server.on('checkExpectation', serve);
  server.on('connection', (socket: Socket) => {
    latest.set(socket, null);
    socket.once('close', () => latest.delete(socket));
    if (latest.size > connections) refuse(socket, new DomainError('too_many_connections', { connections }));
  });
  server.on('clientError', (error: Error, socket) => refuseInTurn(socket, parserErrorOf(error)));
  server.on('timeout', (socket: Socket) => {
    if (!isInProgress(socket)) refuseInTurn(socket, new DomainError('request_late'));
  });
  server.on('connect', ({ method = '' }: IncomingMessage, socket) => {
    socket.on('error', () => undefined).resume();
    refuseInTurn(socket, unknownMethod(method));
  });

  /** True if a request was read and has no response yet. Advancing a sandbox clock takes long, with limits of its own. */
  function isInProgress(socket: Duplex): boolean {
    const response = latest.get(socket) ?? null;
    return response !== null && response.req.complete && !response.headersSent;
  }

  /**
   * Sends the error after the responses to earlier requests on the connection. It replaces the response if the latest
   * request itself cannot be read completely.
   */
  function refuseInTurn(socket: Duplex, error: DomainError): void {
    if (refused.has(socket)) return;
    const response = latest.get(socket) ?? null;
    if (response === null || response.writableFinished) refuse(socket, error);
    else if (response.req.complete && error.key !== 'request_late') {
      refused.add(socket);
      response.once('close', () => sendRawProblem(socket, error));
    } else if (response.headersSent || response.socket === null) socket.destroy();
    else refuse(socket, error);
  }

  function refuse(socket: Duplex, error: DomainError): void {
    refused.add(socket);
    sendRawProblem(socket, error);
  }

  function sendRawProblem(socket: Duplex, error: DomainError): void {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const { requestId, status, message } = rawProblem(error, now());
    const address = 'remoteAddress' in socket ? socket.remoteAddress : undefined;
    logger.info(
      { requestId, route: null, status, address, ...error.evidence },
      'request rejected before routing',
    );
    socket.end(message);
    setTimeout(() => socket.destroy(), DRAIN_MS).unref();
  }

  async function stop(limitMs = lingerMs + finishMs): Promise<void> {
    stopping = true;
    for (const response of latest.values())
      if (response?.headersSent === false) response.setHeader('Connection', 'close');
    await delay(Math.min(lingerMs, limitMs));
    const closed = new Promise((resolve) => server.close(resolve));
    const closing = setInterval(() => server.closeIdleConnections(), CLOSE_EVERY_MS);
    const late = setTimeout(() => server.closeAllConnections(), Math.max(0, limitMs - lingerMs));
    await closed;
    clearInterval(closing);
    clearTimeout(late);
  }

  return {
    stop,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          const address = server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : port);
        });
      }),
  };
}

/** A path, an absolute URL, or `*` for the server itself. The application cannot parse any other target. */
function isTarget(url: string): boolean {
  return url.startsWith('/') || url === '*' || URL.canParse(url);
}
