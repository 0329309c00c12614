/**
 * A small payment provider for development, demonstrations and tests. It is a process with its own storage, so that the
 * connection to it behaves like one to a real provider.
 */
import { createServer } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { instantOf } from '../../domain/instant.ts';
import { eventSignature } from '../event-signature.ts';
import { ChargeStore } from './charge-store.ts';
import { EventSender, type EventSenderOptions, type ProviderLog } from './event-sender.ts';
import { PaymentProcessor } from './payment-processor.ts';
import { RecordFile } from './record-file.ts';
import type { StoredEvent } from './records.ts';
import { providerRoutes } from './routes.ts';

export interface FakeProviderOptions {
  /** A free port if omitted. */
  readonly port?: number;
  /** Signs the events; see `eventSignature`. */
  readonly secret: string;
  /** JSON lines; created if missing. One process at a time. */
  readonly dataFile: string;
  /** Where events go: the API's `/v1/payment-events/fake`. */
  readonly receiverUrl: string;
  readonly log: ProviderLog;
  /** Delay of the capture of `tok_slow`. Default 2 s. */
  readonly slowMs?: number;
  readonly now?: () => number;
  readonly wait?: EventSenderOptions['wait'];
  /** Default: 60 rounds, from 0.25 s to 30 s apart, which is about half an hour. */
  readonly retries?: Partial<Pick<EventSenderOptions, 'rounds' | 'backoffMs' | 'maxBackoffMs'>>;
}

export interface FakeProvider {
  /** On the loopback interface, without a trailing slash. */
  readonly url: string;
  /** Stops responding and sending. Undelivered events are sent after the next start. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const RETRIES = { rounds: 60, backoffMs: 250, maxBackoffMs: 30_000 };

/** Starts the provider and resends what an earlier run could not deliver. Throws if it cannot listen. */
export async function startFakeProvider(options: FakeProviderOptions): Promise<FakeProvider> {
  const { now = Date.now, slowMs = 2_000, receiverUrl, log } = options;
  const signature = eventSignature(options.secret);
  const file = await RecordFile.open(options.dataFile);
  const store = new ChargeStore(file);
  const processor = new PaymentProcessor({ store, now, slowMs });
  const sender = new EventSender({
    receiverUrl,
    signature,
    now,
    wait: options.wait ?? ((ms, signal) => after(ms, undefined, { signal })),
    log,
    ...RETRIES,
    ...options.retries,
    timeoutMs: 10_000,
    concurrency: 32,
  });
  const deliver = (stored: StoredEvent): void =>
    sender.deliver(stored, () => store.markDelivered(stored.event.eventId, instantOf(now())));

  const server = createServer(providerRoutes({ processor, store, sender, deliver }));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, HOST, resolve);
    });
  } catch (error) {
    await file.close();
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const outstanding = store.outstanding();
  if (outstanding.length > 0) log.info({ events: outstanding.length }, 'delivering what is outstanding');
  outstanding.forEach(deliver);

  return {
    url: `http://${HOST}:${address.port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, sender.close()]);
      await file.close();
    },
  };
}
