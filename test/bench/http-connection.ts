/**
 * One keep-alive connection that sends one request after another. It reads only responses of known length, so that the
 * work of the caller is small beside that of the measured server.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

const END_OF_HEAD = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: (\d+)/i;

export class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private answer: ((answer: HttpAnswer) => void) | null = null;
  private fail: (error: Error) => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
      this.look();
    });
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<HttpConnection> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new HttpConnection(socket);
  }

  /** False once the server has closed the connection, as it does if it is idle. */
  get isOpen(): boolean {
    return this.socket.writable;
  }

  /** Sends a whole request, see `requestText`. Call it only after the last response. */
  ask(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  /** Resolves the request once the whole body has arrived. */
  private look(): void {
    const endOfHead = this.received.indexOf(END_OF_HEAD);
    if (endOfHead < 0 || this.answer === null) return;
    const head = this.received.toString('latin1', 0, endOfHead);
    const length = Number(LENGTH.exec(head)?.[1] ?? 0);
    const begin = endOfHead + END_OF_HEAD.length;
    if (this.received.length < begin + length) return;
    const status = Number(head.slice(9, 12));
    const body = this.received.toString('utf8', begin, begin + length);
    this.received = Buffer.alloc(0);
    const { answer } = this;
    this.answer = null;
    answer({ status, body });
  }
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly key: string;
  readonly idempotencyKey?: string;
  readonly body?: string;
}

/** The request as sent over the wire. */
export function requestText({ method, target, key, idempotencyKey, body = '' }: HttpRequest): string {
  return (
    `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n` +
    (idempotencyKey === undefined ? '' : `Idempotency-Key: ${idempotencyKey}\r\n`) +
    (method === 'GET'
      ? END_OF_HEAD.slice(2)
      : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}${END_OF_HEAD}${body}`)
  );
}

/** Opens connections for callers, lets `work` use them, and closes them. */
export async function withConnections<T>(
  port: number,
  count: number,
  work: (ask: (caller: number, request: HttpRequest) => Promise<string>) => Promise<T>,
): Promise<T> {
  const connections = await Promise.all(Array.from({ length: count }, () => HttpConnection.open(port)));
  try {
    return await work(async (caller, request) => {
      const connection = connections[caller];
      if (connection === undefined) throw new Error(`there is no caller ${caller}`);
      const { status, body } = await connection.ask(requestText(request));
      if (status >= 300) throw new Error(`${request.target} answered ${status}: ${body}`);
      return body;
    });
  } finally {
    for (const connection of connections) connection.close();
  }
}
