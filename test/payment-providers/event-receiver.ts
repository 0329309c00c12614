/** A receiver of a provider's events over real HTTP: checks each one, answers as the test says, and lets tests wait. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeAdapter } from '../../src/payment-providers/fake/adapter.ts';
import type { ProviderEvent } from '../../src/payment-providers/provider.ts';

export const SECRET = 'whsec_c2VjcmV0IG9mIHRoZSBmYWtlIHByb3ZpZGVyIQ==';

export interface Received {
  readonly event: ProviderEvent;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What to answer the n-th event (from 0) with; a promise holds the answer back. */
export type Answer = (n: number) => number | Promise<number>;

export class EventReceiver {
  readonly received: Received[] = [];
  answer: Answer = () => 204;
  private readonly waiting = new Set<() => void>();
  private readonly adapter = createFakeAdapter({ baseUrl: 'http://127.0.0.1:9', secret: SECRET });

  /** Stays known when the receiver is closed. */
  port = 0;

  private constructor(private readonly server: Server) {}

  static async start(port = 0): Promise<EventReceiver> {
    const server = createServer();
    const receiver = new EventReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = receiver.take(request.headers, Buffer.concat(chunks));
        void Promise.resolve(status).then((code) => response.writeHead(code).end());
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    receiver.port = (server.address() as AddressInfo).port;
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/v1/payment-events/fake`;
  }

  get events(): ProviderEvent[] {
    return this.received.map(({ event }) => event);
  }

  /** Resolves with all events once there are `count`. */
  async until(count: number): Promise<ProviderEvent[]> {
    while (this.received.length < count) {
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
    return this.events;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(headers: IncomingHttpHeaders, body: Buffer): number | Promise<number> {
    const event = this.adapter.verifyEvent(headers, body);
    if (event.type === 'unknown') throw new Error(`the provider sent an event of type ${event.name}`);
    const number = this.received.push({ event, headers, body: body.toString() }) - 1;
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
    return this.answer(number);
  }
}

/** A log whose messages can be waited for. */
export class ListeningLog {
  readonly messages: string[] = [];
  private readonly waiting = new Set<() => void>();

  readonly info = (_facts: object, message: string): void => this.record(message);
  readonly warn = (_facts: object, message: string): void => this.record(message);

  /** Resolves once a message was logged `count` times. */
  async until(message: string, count = 1): Promise<void> {
    while (this.messages.filter((logged) => logged === message).length < count) {
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  private record(message: string): void {
    this.messages.push(message);
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
