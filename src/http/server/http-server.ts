/**
 * The server around the application. It bounds what a connection may take, answers as a problem what never becomes a
 * request, and ends without losing a request that it has taken.
 */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Logger } from './logger.ts';
import { parserRefusal, unknownMethod } from './parser-errors.ts';
import { rawProblem } from './raw-problem.ts';

export interface HttpServerOptions {
  readonly app: RequestListener;
  readonly logger: Pick<Logger, 'info'>;
  readonly now: () => Instant;
  readonly limits?: Partial<ServerLimits>;
}

export interface ServerLimits {
  /** Connections at a time; one more is answered 503. */
  readonly connections: number;
  /** From the first byte of a request, or from the connection, to the end of its headers. */
  readonly headersMs: number;
  /** To the end of its body, of whatever length. */
  readonly requestMs: number;
  /** A connection on which nothing moves, in either direction, while nothing of it is worked on. */
  readonly silentMs: number;
  /** A connection that waits for its next request; longer than load balancers keep theirs. */
  readonly keepAliveMs: number;
  /** After the request to stop: how long connections may bring another request, to be told that it was the last. */
  readonly lingerMs: number;
  /** After the request to stop: what is not answered by then is cut off. */
  readonly stopMs: number;
}

const LIMITS: ServerLimits = {
  connections: 4_000,
  headersMs: 15_000,
  requestMs: 300_000,
  silentMs: 600_000,
  keepAliveMs: 65_000,
  lingerMs: 300,
  stopMs: 2_500,
};
const CHECK_EVERY_MS = 1_000;
const CLOSE_EVERY_MS = 50;
/** How long what a caller still sends is read and thrown away, so that it reads the answer before the end. */
const FAREWELL_MS = 1_000;

export interface HttpServer {
  /** Resolves with the port once it listens. Rejects where it cannot. */
  listen(port: number, host: string): Promise<number>;
  /**
   * Answers what has come and what comes on open connections for a moment, then closes. Resolves when all are closed, at
   * the latest after `limitMs`.
   */
  stop(limitMs?: number): Promise<void>;
}

export function createHttpServer({ app, logger, now, limits }: HttpServerOptions): HttpServer {
  const { connections, headersMs, requestMs, silentMs, keepAliveMs, lingerMs, stopMs } = {
    ...LIMITS,
    ...limits,
  };
  /** The latest response of each open connection; null before its first. Of pipelined ones only that may close it. */
  const latest = new Map<Duplex, ServerResponse | null>();
  /** Connections that were told something without a request, and are not listened to any more. */
  const refused = new WeakSet<Duplex>();
  let stopping = false;

  const serve: RequestListener = (request, response) => {
    const { socket } = request;
    const before = latest.get(socket) ?? null;
    // Its last answer is on its way, or was given: what comes behind was not taken.
    if (refused.has(socket) || (before?.headersSent === true && before.getHeader('connection') === 'close'))
      return;
    if (!isTarget(request.url ?? '')) {
      refuseInTurn(socket, new DomainError('request_malformed', { reason: 'the address is none' }));
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
      // The application refuses it, as a problem.
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
  server.on('clientError', (error: Error, socket) => refuseInTurn(socket, parserRefusal(error)));
  server.on('timeout', (socket: Socket) => {
    if (!isWorkedOn(socket)) refuseInTurn(socket, new DomainError('request_late'));
  });
  server.on('connect', ({ method = '' }: IncomingMessage, socket) => {
    socket.on('error', () => undefined).resume();
    refuseInTurn(socket, unknownMethod(method));
  });

  /** It was read to its end and is not answered yet: an advance of a sandbox's clock may take long, and has its own limits. */
  function isWorkedOn(socket: Duplex): boolean {
    const response = latest.get(socket) ?? null;
    return response !== null && response.req.complete && !response.headersSent;
  }

  /** After what was asked on the connection before; in place of it where it is what cannot be read to its end. */
  function refuseInTurn(socket: Duplex, refusal: DomainError): void {
    if (refused.has(socket)) return;
    const response = latest.get(socket) ?? null;
    if (response === null || response.writableFinished) refuse(socket, refusal);
    else if (response.req.complete && refusal.key !== 'request_late') {
      refused.add(socket);
      response.once('close', () => tell(socket, refusal));
    } else if (response.headersSent || response.socket === null) socket.destroy();
    else refuse(socket, refusal);
  }

  function refuse(socket: Duplex, refusal: DomainError): void {
    refused.add(socket);
    tell(socket, refusal);
  }

  function tell(socket: Duplex, refusal: DomainError): void {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const { requestId, status, message } = rawProblem(refusal, now());
    const address = 'remoteAddress' in socket ? socket.remoteAddress : undefined;
    logger.info({ requestId, route: null, status, address, ...refusal.evidence }, 'request refused unread');
    socket.end(message);
    setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
  }

  async function stop(limitMs = stopMs): Promise<void> {
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

/** A path, a whole address, or the server itself; the application takes nothing else apart. */
function isTarget(url: string): boolean {
  return url.startsWith('/') || url === '*' || URL.canParse(url);
}
