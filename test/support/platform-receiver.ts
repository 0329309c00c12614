/**
 * The platform of a customer as notices reach it: receives webhooks over HTTP, verifies each with the library that
 * receivers use, records them, and fails as the test wants.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Webhook } from 'standardwebhooks';
import type { ServerCertificate } from './certificates.ts';
import { eventually } from './eventually.ts';

/**
 * How a receiver responds: with a status, never, by closing the connection, with a redirect, or with a body that never
 * ends.
 */
export type Behaviour = number | 'hang' | 'drop' | 'endless' | { readonly redirectTo: string };

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The host that the caller named in the TLS handshake; null for an address, and without TLS. */
  readonly serverName: string | null;
  /** The secrets of the receiver that verify the signature. */
  readonly verifiedBy: readonly string[];
}

export class PlatformReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** Secrets with which the receiver verifies each webhook. */
  secrets: string[] = [];
  /** How to respond to the n-th webhook (from 0). */
  behave: (webhook: ReceivedWebhook, n: number) => Behaviour = () => 204;

  private constructor(
    private readonly server: ReturnType<typeof createServer | typeof createTlsServer>,
    readonly port: number,
    private readonly scheme: 'http' | 'https',
  ) {}

  /** Receives over TLS if it is given a certificate. */
  static async start(port = 0, certificate?: ServerCertificate): Promise<PlatformReceiver> {
    const server = certificate === undefined ? createServer() : createTlsServer({ ...certificate });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new PlatformReceiver(
      server,
      (server.address() as AddressInfo).port,
      certificate === undefined ? 'http' : 'https',
    );
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const webhook = receiver.record(request, Buffer.concat(chunks).toString());
        const n = receiver.received.push(webhook) - 1;
        answer(receiver.behave(webhook, n), request.socket, response);
      });
    });
    return receiver;
  }

  url(path = '/notices', host = '127.0.0.1'): string {
    return `${this.scheme}://${host}:${this.port}${path}`;
  }

  /** Webhooks about one account, oldest first. */
  about(accountId: string, path?: string): ReceivedWebhook[] {
    return this.received.filter(
      (webhook) => webhook.data['accountId'] === accountId && (path === undefined || webhook.path === path),
    );
  }

  /** Resolves with all webhooks about the account once this many have arrived. */
  until(accountId: string, count: number): Promise<ReceivedWebhook[]> {
    return eventually(
      () => this.about(accountId),
      ({ length }) => length >= count,
    );
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private record({ url: path = '', headers, socket }: IncomingMessage, body: string): ReceivedWebhook {
    const named = socket instanceof TLSSocket && socket.servername;
    const verifiedBy = this.secrets.filter((secret) => {
      try {
        new Webhook(secret).verify(body, headers as Record<string, string>);
        return true;
      } catch {
        return false;
      }
    });
    const { type, timestamp, data } = JSON.parse(body) as ReceivedWebhook;
    return {
      path,
      headers,
      body,
      id: String(headers['webhook-id']),
      type,
      timestamp,
      data,
      serverName: named || null,
      verifiedBy,
    };
  }
}

function answer(behaviour: Behaviour, socket: Socket, response: ServerResponse): void {
  if (typeof behaviour === 'number') response.writeHead(behaviour).end('thank you');
  else if (behaviour === 'drop') socket.destroy();
  else if (behaviour === 'endless') goOn(response.writeHead(200));
  else if (behaviour !== 'hang') response.writeHead(307, { location: behaviour.redirectTo }).end();
}

/** Writes as fast as the caller reads, until the caller hangs up. */
function goOn(response: ServerResponse): void {
  const chunk = 'x'.repeat(4_096);
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', write);
  response.on('error', () => undefined);
  write();
}
