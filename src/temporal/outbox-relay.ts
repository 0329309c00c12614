/**
 * Carries what transactions left in the outbox to those who must hear of it, at least once. Rows are leased, so several
 * relays share the work and a dead one's rows come back. The change stream only wakes it; a poll is the safety net.
 */
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../platform/logging.ts';
import { newId } from '../platform/ids.ts';
import type { Database } from '../persistence/database.ts';
import type { OutboxDocument } from '../persistence/models/control.ts';
import type { Keepers } from './keepers.ts';

/** Renewed while the rows are on their way, so that only those of a dead relay come back. */
const LEASE_MS = 5_000;
const BATCH = 200;
const POLL_MS = 1_000;
const BACKOFF_BASE_MS = 250;
const BACKOFF_LIMIT_MS = 30_000;
const DRAIN_POLL_MS = 20;
const LISTEN_AGAIN_MS = 2_000;

export interface OutboxRelayOptions {
  readonly database: Database;
  readonly keepers: Keepers;
  readonly applyPaymentEvent: (eventId: string) => Promise<void>;
  readonly payRefund: (refundId: string) => Promise<void>;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
}

export class OutboxRelay {
  private readonly name = newId('out');
  private readonly stopping = new AbortController();
  private readonly news = new EventEmitter();
  private done: Promise<void> = Promise.resolve();
  /** Batches on their way. A receiver that keeps one waiting does not keep the others waiting. */
  private readonly carrying = new Set<Promise<number>>();

  constructor(private readonly options: OutboxRelayOptions) {}

  /** Relays until `stop`. */
  start(): void {
    this.done = Promise.all([this.run(), this.listen()]).then(() => undefined);
  }

  /** Hears of new rows at once. While the stream is broken the poll carries on alone. */
  private async listen(): Promise<void> {
    const { database, logger } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const stream = database.models.outbox.collection.watch([{ $match: { operationType: 'insert' } }]);
      stream.on('change', () => this.news.emit('news'));
      const [failure] = (await once(stream, 'error', { signal }).catch(() => [])) as [unknown?];
      await stream.close().catch(() => undefined);
      // Nothing failed: it was told to stop.
      if (failure === undefined) return;
      logger.warn({ err: failure }, 'the outbox is polled only, until its changes can be heard again');
      await delay(LISTEN_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  /** Relays everything of one account, what follows from it included; resolves when nothing is left. */
  async drain(accountId: string): Promise<void> {
    while ((await this.options.database.models.outbox.countDocuments({ accountId })) > 0) {
      const carried = await this.carry({
        accountId,
        $or: [{ leasedBy: null }, { visibleAtMs: { $lte: Date.now() } }],
      });
      // What another relay holds is on its way; what failed is tried again.
      if (carried === 0) await delay(DRAIN_POLL_MS);
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // Listening begins before the look, so that nothing written meanwhile is missed.
      const pause = new AbortController();
      const ended = AbortSignal.any([signal, pause.signal]);
      const woken = once(this.news, 'news', { signal: ended }).catch(() => undefined);
      const polled = delay(POLL_MS, undefined, { signal: ended }).catch(() => undefined);
      const carried = await Promise.race([this.carryInBackground(), polled.then(() => BATCH)]);
      if (carried < BATCH) await Promise.race([woken, polled]);
      pause.abort();
    }
    await Promise.all(this.carrying);
  }

  private carryInBackground(): Promise<number> {
    const batch = this.carry({ visibleAtMs: { $lte: Date.now() } })
      .catch((error: unknown) => {
        this.options.logger.error({ err: error }, 'the outbox could not be read');
        return 0;
      })
      .finally(() => this.carrying.delete(batch));
    this.carrying.add(batch);
    return batch;
  }

  /** Leases a batch of the matching rows and carries it. Returns how many rows were carried. */
  private async carry(filter: Record<string, unknown>): Promise<number> {
    const { outbox } = this.options.database.models;
    const candidates = await outbox.find(filter, { _id: 1 }).sort({ _id: 1 }).limit(BATCH).lean();
    if (candidates.length === 0) return 0;
    const leasedBy = `${this.name}:${newId('out')}`;
    await outbox.updateMany(
      { _id: { $in: candidates.map(({ _id }) => _id) }, ...filter },
      { $set: { leasedBy, visibleAtMs: Date.now() + LEASE_MS } },
    );
    const rows = await outbox.find({ leasedBy }).sort({ _id: 1 }).lean();
    const renewal = setInterval(() => void this.renew(leasedBy), LEASE_MS / 3);
    try {
      const results = await Promise.all([...byReceiver(rows).values()].map((group) => this.deliver(group)));
      return results.reduce((sum, carried) => sum + carried, 0);
    } finally {
      clearInterval(renewal);
    }
  }

  /** Rows whose lease is lost all the same are told twice, which their receivers bear. */
  private async renew(leasedBy: string): Promise<void> {
    await this.options.database.models.outbox
      .updateMany({ leasedBy }, { $set: { visibleAtMs: Date.now() + LEASE_MS } })
      .catch(() => undefined);
  }

  /** Carries the rows for one receiver, in order. Several pokes of one keeper are one poke. */
  private async deliver(rows: readonly OutboxDocument[]): Promise<number> {
    const { outbox } = this.options.database.models;
    let delivered: string[] = [];
    try {
      for (const row of withoutRepeats(rows)) await this.tell(row);
      delivered = rows.map(({ _id }) => _id);
      await outbox.deleteMany({ _id: { $in: delivered } });
    } catch (error) {
      const attempts = Math.max(...rows.map((row) => row.attempts)) + 1;
      const backoffMs = Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** attempts);
      this.options.logger.warn(
        { err: error, rows: rows.length, attempts, backoffMs },
        'a message could not be delivered',
      );
      await outbox.updateMany(
        { _id: { $in: rows.map(({ _id }) => _id) } },
        {
          $set: {
            leasedBy: null,
            attempts,
            visibleAtMs: Date.now() + backoffMs,
            lastError: error instanceof Error ? error.message : String(error),
          },
        },
      );
    }
    return delivered.length;
  }

  private async tell({ message }: OutboxDocument): Promise<void> {
    const { keepers } = this.options;
    switch (message.type) {
      case 'keeper.start':
        await keepers.start(message.owner);
        break;
      case 'keeper.poke':
        await keepers.poke(message.owner, message.because);
        break;
      case 'payment.apply':
        await this.options.applyPaymentEvent(message.eventId);
        break;
      case 'refund.pay':
        await this.options.payRefund(message.refundId);
        break;
    }
  }
}

function byReceiver(rows: readonly OutboxDocument[]): Map<string, OutboxDocument[]> {
  const groups = new Map<string, OutboxDocument[]>();
  for (const row of rows) {
    const { message } = row;
    const receiver = receiverOf(message);
    const group = groups.get(receiver);
    if (group === undefined) groups.set(receiver, [row]);
    else group.push(row);
  }
  return groups;
}

function receiverOf(message: OutboxDocument['message']): string {
  switch (message.type) {
    case 'keeper.start':
    case 'keeper.poke':
      return message.owner;
    case 'payment.apply':
      return message.eventId;
    case 'refund.pay':
      return message.refundId;
  }
}

function withoutRepeats(rows: readonly OutboxDocument[]): OutboxDocument[] {
  const lastOfType = new Map(rows.map((row) => [row.message.type, row]));
  return rows.filter((row) => lastOfType.get(row.message.type) === row);
}
