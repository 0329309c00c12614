/**
 * A Temporal as it is in production: a local TLS server in front of the plain one of the test run, which demands a client
 * certificate of its authority, or an API key with each call, or both.
 */
import { once } from 'node:events';
import * as http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { CertificateAuthority } from './certificates.ts';

export interface Guard {
  /** Certifies the server and the clients. */
  readonly authority: CertificateAuthority;
  /** Whether a client without a certificate of the authority is refused. */
  readonly clientCertificates?: boolean;
  /** The keys that are accepted; any call is, if there are none. */
  readonly keys?: ReadonlySet<string>;
  /** Whether calls of the operator service are refused, as Temporal Cloud does. */
  readonly refusesOperators?: boolean;
}

export interface GuardedTemporal {
  readonly address: string;
  /** The keys with which each kind of client made calls that were let through, by the beginning of its `user-agent`. */
  keysOf(client: 'grpc-node' | 'tonic'): ReadonlySet<string>;
  close(): Promise<void>;
}

const UNAUTHENTICATED = '16';
const PERMISSION_DENIED = '7';
/** They are of one connection, not of a call. */
const CONNECTION_HEADERS = [':authority', ':scheme', 'connection', 'host'];

export async function guardedTemporal(upstreamAddress: string, guard: Guard): Promise<GuardedTemporal> {
  const { cert, key } = await guard.authority.certify({ hosts: ['127.0.0.1', 'localhost'] });
  const upstream = http2.connect(`http://${upstreamAddress}`);
  upstream.on('error', () => undefined);
  const sockets = new Set<TLSSocket>();
  const server = http2.createSecureServer({
    cert,
    key,
    ca: guard.authority.pem,
    requestCert: guard.clientCertificates ?? false,
    rejectUnauthorized: guard.clientCertificates ?? false,
  });
  const seen: { readonly key: string; readonly agent: string }[] = [];
  server.on('secureConnection', (socket: TLSSocket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const [, given] = /^Bearer (.*)$/.exec(headers.authorization ?? '') ?? [];
    if (guard.keys !== undefined && !guard.keys.has(given ?? '')) {
      refuse(stream, UNAUTHENTICATED);
      return;
    }
    if (guard.refusesOperators === true && headers[':path']?.includes('.OperatorService/') === true) {
      refuse(stream, PERMISSION_DENIED);
      return;
    }
    const call = { key: given ?? '', agent: headers['user-agent'] ?? '' };
    if (!seen.some(({ key, agent }) => key === call.key && agent === call.agent)) seen.push(call);
    forward(stream, headers, upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    keysOf: (client) => new Set(seen.flatMap(({ key, agent }) => (agent.includes(client) ? [key] : []))),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      upstream.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The words are what a careless server would say: they repeat nothing that was given. */
function refuse(stream: http2.ServerHttp2Stream, status: string): void {
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': status, 'grpc-message': 'refused' },
    { endStream: true },
  );
}

function forward(
  stream: http2.ServerHttp2Stream,
  headers: http2.IncomingHttpHeaders,
  upstream: http2.ClientHttp2Session,
): void {
  const passed = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.includes(name)),
  );
  const call = upstream.request(passed);
  let trailers: http2.IncomingHttpHeaders = {};
  call.on('trailers', (found: http2.IncomingHttpHeaders) => (trailers = found));
  call.on('error', () => stream.destroy());
  call.on('response', (found, flags) => {
    const endStream = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(withoutSymbols(found), endStream ? { endStream } : { waitForTrailers: true });
    if (!endStream) call.pipe(stream);
  });
  stream.on('wantTrailers', () => stream.sendTrailers(withoutSymbols(trailers)));
  stream.on('close', () => call.close(http2.constants.NGHTTP2_CANCEL));
  stream.pipe(call);
}

function withoutSymbols(headers: http2.IncomingHttpHeaders): http2.OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers));
}
