/** A raw TCP connection: a test writes arbitrary bytes and reads the responses. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Record<string, unknown>;
}

export class RawConnection {
  private received = '';
  private failure: string | undefined;
  readonly ended: Promise<unknown>;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text) => (this.received += String(text)));
    socket.on('error', (error) => (this.failure = error.message));
    this.ended = new Promise((resolve) => socket.once('close', resolve));
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  write(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** Resolves once all written bytes have left this process. */
  async flushed(): Promise<void> {
    await new Promise((resolve) => this.socket.write('', resolve));
  }

  /** Resolves once at least `count` responses have arrived. */
  async answered(count: number): Promise<void> {
    while (this.answers().length < count) await once(this.socket, 'data');
  }

  close(): void {
    this.socket.destroy();
  }

  /** Waits until the server closes the connection and returns all responses. Throws if it was reset. */
  async answersToTheEnd(): Promise<RawAnswer[]> {
    await this.ended;
    if (this.failure !== undefined) throw new Error(this.failure);
    return this.answers();
  }

  /** Returns the complete responses so far. */
  answers(): RawAnswer[] {
    const answers: RawAnswer[] = [];
    for (let rest = this.received; ;) {
      const [head, ...after] = rest.split('\r\n\r\n');
      if (after.length === 0) return answers;
      const [first = '', ...lines] = (head ?? '').split('\r\n');
      const headers = new Map(
        lines.map((line) => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
        }),
      );
      const bytes = Buffer.from(after.join('\r\n\r\n'));
      const length = Number(headers.get('content-length') ?? 0);
      if (bytes.length < length) return answers;
      const text = bytes.toString('utf8', 0, length);
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      answers.push({ status: Number(first.split(' ')[1]), headers, body });
      rest = bytes.toString('utf8', length);
    }
  }
}
