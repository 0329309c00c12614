/** A server that stands in for the API and behaves badly: it answers requests as the test says, one after the other. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What happens to a request once it has arrived completely. */
export type Behaviour = (response: ServerResponse, request: SeenRequest) => void;

export class StandIn {
  readonly seen: SeenRequest[] = [];
  private script: Behaviour[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StandIn> {
    const server = createServer();
    const standIn = new StandIn(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const seen = {
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        };
        standIn.seen.push(seen);
        const behaviour = standIn.script[Math.min(standIn.seen.length, standIn.script.length) - 1];
        behaviour?.(response, seen);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets what was seen. The n-th request from now on meets the n-th behaviour; later ones meet the last. */
  behave(...script: readonly Behaviour[]): void {
    this.seen.length = 0;
    this.script = [...script];
  }

  /** The idempotency keys of the requests, each once. */
  keys(): (string | undefined)[] {
    return [...new Set(this.seen.map(({ headers }) => headers['idempotency-key'] as string | undefined))];
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const json =
  (body: object, status = 200, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));

/** A refusal as the API words it. */
export const problem = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
  fields: object = {},
): Behaviour =>
  json(
    {
      type: `https://api.example.com/problems/${code}`,
      title: `Title of ${code}`,
      status,
      detail: `Detail of ${code}`,
      code,
      requestId: 'req-1',
      ...fields,
    },
    status,
    { 'content-type': 'application/problem+json', ...headers },
  );

export const page =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'text/html', ...headers })
      .end('<html><body>Bad gateway</body></html>');

/** The request was processed, and its response is lost. */
export const drop: Behaviour = (response) => void response.socket?.destroy();

/** The connection is lost in the middle of the response. */
export const cutOff: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id":', () => response.socket?.destroy());
};

/** Ends as it should, with half of the JSON. */
export const brokenJson: Behaviour = (response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "acc_1", "na');

/** Never responds. */
export const hang: Behaviour = () => undefined;
