/**
 * Relays the messages in the outbox at least once, or gives them up after a bounded time. The change stream only wakes the
 * relay; a poll is the safety net.
 */
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId } from '../../domain/ids.ts';
import { AT_ONCE } from '../../storage/collections/outbox.ts';
import { MessageDelivery, type DeliveryOptions } from './message-delivery.ts';
import { RowLeases, type RowFilter } from './row-leases.ts';

const BATCH = 200;
const POLL_MS = 1_000;
/** In flight at a time, so that receivers that do not answer cannot pile up work. */
const MOST_BATCHES = 16;
const DRAIN_POLL_MS = 20;
/** A drain waits for a failing message for this many attempts, and for all messages for this long. */
const DRAIN_ATTEMPTS = 5;
const DRAIN_LIMIT_MS = 120_000;
const LISTEN_AGAIN_MS = 2_000;

export class OutboxRelay {
  private readonly stopping = new AbortController();
  private readonly inserts = new EventEmitter();
  private done: Promise<void> = Promise.resolve();
  /** Batches in flight. A slow receiver delays its own batch only. */
  private readonly inProgress = new Set<Promise<number>>();
  private readonly leases: RowLeases;
  private readonly delivery: MessageDelivery;

  constructor(private readonly options: DeliveryOptions) {
    this.leases = new RowLeases(options.database.models.outbox);
    this.delivery = new MessageDelivery(this.leases, options);
  }

  /** Relays until `stop`. */
  start(): void {
    this.done = Promise.all([this.run(), this.listen()]).then(() => undefined);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  /**
   * Relays every message of one account that can be delivered, including messages that follow from it. Messages that fail
   * repeatedly are left to the relay.
   */
  async drain(accountId: AccountId): Promise<void> {
    const until = Date.now() + DRAIN_LIMIT_MS;
    const open = { accountId, givenUpAt: null, attempts: { $lt: DRAIN_ATTEMPTS } };
    while (Date.now() < until && (await this.options.database.models.outbox.exists(open)) !== null) {
      // Does not wait for messages that are only visible later.
      const isDue = [{ visibleAtMs: { $lte: Date.now() } }, { leasedBy: null, attempts: 0 }];
      const deliveredCount = await this.deliverBatch({ ...open, $or: isDue });
      // The remaining rows are leased by another relay, or wait for their backoff.
      if (deliveredCount === 0) await delay(DRAIN_POLL_MS);
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      if (this.inProgress.size >= MOST_BATCHES) {
        await Promise.race(this.inProgress);
        continue;
      }
      // Listening starts before the read, so that no row is missed in between.
      const pause = new AbortController();
      const ended = AbortSignal.any([signal, pause.signal]);
      const woken = once(this.inserts, 'insert', { signal: ended }).catch(() => undefined);
      const polled = delay(POLL_MS, undefined, { signal: ended }).catch(() => undefined);
      const deliveredCount = await Promise.race([this.deliverInBackground(), polled.then(() => BATCH)]);
      if (deliveredCount < BATCH) await Promise.race([woken, polled]);
      pause.abort();
    }
    await Promise.all(this.inProgress);
  }

  /** Wakes the relay for new rows that it may deliver now. The poll finds those that wait. While the change stream is broken, only the poll does. */
  private async listen(): Promise<void> {
    const { database, logger } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const stream = database.models.outbox.collection.watch([
        { $match: { operationType: 'insert', 'fullDocument.visibleAtMs': AT_ONCE } },
      ]);
      stream.on('change', () => this.inserts.emit('insert'));
      const [failure] = (await once(stream, 'error', { signal }).catch(() => [])) as [unknown?];
      await stream.close().catch(() => undefined);
      // No failure: the relay is stopping.
      if (failure === undefined) return;
      logger.warn({ err: failure }, 'the outbox is only polled until its change stream works again');
      await delay(LISTEN_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private deliverInBackground(): Promise<number> {
    const batch = this.deliverBatch({ visibleAtMs: { $lte: Date.now() } })
      .catch((error: unknown) => {
        this.options.logger.error({ err: error }, 'the outbox could not be read');
        return 0;
      })
      .finally(() => this.inProgress.delete(batch));
    this.inProgress.add(batch);
    return batch;
  }

  /** Returns how many rows were delivered. */
  private deliverBatch(filter: RowFilter): Promise<number> {
    return this.leases.withLeasedRows(filter, BATCH, (rows) => this.delivery.deliver(rows));
  }
}
