/**
 * Delivers the messages in the outbox at least once, or gives them up after a bounded time. Rows are leased, so several
 * relays share the work and the rows of a dead relay become available again. The change stream only wakes the relay; a poll
 * is the safety net.
 */
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId, RefundId } from '../domain/ids.ts';
import type { Logger } from '../infra/logging.ts';
import { newId } from '../infra/ids.ts';
import { giveUp, receiverOf } from '../storage/dead-letters.ts';
import { SYSTEM } from '../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../storage/transaction.ts';
import type { OutboxDocument } from '../storage/collections/outbox.ts';
import type { WorkflowStarter } from './workflow-starter.ts';
import { backoffMs, isGivenUp } from './retry-limits.ts';

/** Renewed while rows are in flight, so that only the leases of a dead relay expire. */
const LEASE_MS = 5_000;
const BATCH = 200;
const POLL_MS = 1_000;
/** In flight at a time, so that receivers that do not answer cannot pile up work. */
const MOST_BATCHES = 16;
/** From this many repeats in a batch on, all other waiting repeats are included. */
const MANY_REPEATS = 20;
/** Longer error texts are cut. */
const ERROR_LENGTH = 2_000;
const DRAIN_POLL_MS = 20;
/** A drain waits for a failing message for this many attempts, and for all messages for this long. */
const DRAIN_ATTEMPTS = 5;
const DRAIN_LIMIT_MS = 120_000;
const LISTEN_AGAIN_MS = 2_000;

export interface OutboxRelayOptions extends TransactionDependencies {
  readonly workflowStarter: WorkflowStarter;
  readonly applyPaymentEvent: (eventId: string) => Promise<void>;
  readonly payRefund: (refundId: RefundId) => Promise<void>;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
}

export class OutboxRelay {
  private readonly name = newId('out');
  private readonly stopping = new AbortController();
  private readonly inserts = new EventEmitter();
  private done: Promise<void> = Promise.resolve();
  /** Batches in flight. A slow receiver delays its own batch only. */
  private readonly inProgress = new Set<Promise<number>>();

  constructor(private readonly options: OutboxRelayOptions) {}

  /** Relays until `stop`. */
  start(): void {
    this.done = Promise.all([this.run(), this.listen()]).then(() => undefined);
  }

  /** Wakes the relay for new rows. While the change stream is broken, only the poll does. */
  private async listen(): Promise<void> {
    const { database, logger } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const stream = database.models.outbox.collection.watch([{ $match: { operationType: 'insert' } }]);
      stream.on('change', () => this.inserts.emit('insert'));
      const [failure] = (await once(stream, 'error', { signal }).catch(() => [])) as [unknown?];
      await stream.close().catch(() => undefined);
      // No failure: the relay is stopping.
      if (failure === undefined) return;
      logger.warn({ err: failure }, 'the outbox is only polled until its change stream works again');
      await delay(LISTEN_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
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

  /** Leases a batch of the matching rows and delivers it. Returns how many rows were delivered. */
  private async deliverBatch(filter: Record<string, unknown>): Promise<number> {
    const { outbox } = this.options.database.models;
    const index: Record<string, 1> =
      'accountId' in filter ? { accountId: 1, _id: 1 } : { visibleAtMs: 1, _id: 1 };
    const candidates = await outbox.find(filter, { _id: 1 }).sort(index).hint(index).limit(BATCH).lean();
    if (candidates.length === 0) return 0;
    const leasedBy = `${this.name}:${newId('out')}`;
    await outbox.updateMany(
      { _id: { $in: candidates.map(({ _id }) => _id) }, ...filter },
      { $set: { leasedBy, visibleAtMs: Date.now() + LEASE_MS } },
    );
    const rows = await outbox.find({ leasedBy }).sort({ _id: 1 }).lean();
    const renewal = setInterval(() => void this.renew(leasedBy), LEASE_MS / 3);
    try {
      const results = await Promise.all(
        grouped(rows, ({ message }) => receiverOf(message)).map((group) => this.deliverOrLog(group)),
      );
      return results.reduce((sum, deliveredCount) => sum + deliveredCount, 0);
    } finally {
      clearInterval(renewal);
    }
  }

  /** If the lease expires anyway, the message is delivered twice; receivers are idempotent. */
  private async renew(leasedBy: string): Promise<void> {
    await this.options.database.models.outbox
      .updateMany({ leasedBy }, { $set: { visibleAtMs: Date.now() + LEASE_MS } })
      .catch(() => undefined);
  }

  /** Rows whose outcome could not be written become available again when their lease expires. */
  private async deliverOrLog(rows: readonly OutboxDocument[]): Promise<number> {
    try {
      return await this.deliver(rows);
    } catch (error) {
      this.options.logger.error(
        { err: error, rows: rows.length },
        'the outcome of a delivery could not be written',
      );
      return 0;
    }
  }

  /** Delivers the rows for one receiver in order. Rows after one that fails wait with it. */
  private async deliver(rows: readonly OutboxDocument[]): Promise<number> {
    const groups = withRepeats(rows);
    for (const [position, repeats] of groups.entries()) {
      const last = lastOf(repeats);
      try {
        await this.leaseRepeats(last, repeats.length);
        await this.publish(last);
        await this.remove(last, repeats);
      } catch (error) {
        const pauseMs = await this.fail(repeats, error);
        await this.holdBack(groups.slice(position + 1).flat(), pauseMs);
        return groups.slice(0, position).flat().length;
      }
    }
    return rows.length;
  }

  /** If a receiver has very many of the same message, one delivery also covers those outside this batch. */
  private async leaseRepeats({ accountId, message, leasedBy }: OutboxDocument, count: number): Promise<void> {
    if (count < MANY_REPEATS || message.type !== 'workflow.signal') return;
    const same = { accountId, 'message.type': message.type, 'message.workflowId': message.workflowId };
    await this.options.database.models.outbox.updateMany(
      { ...same, leasedBy: null, givenUpAt: null },
      { $set: { leasedBy, visibleAtMs: Date.now() + LEASE_MS } },
    );
  }

  private async remove(
    { message, leasedBy }: OutboxDocument,
    repeats: readonly OutboxDocument[],
  ): Promise<void> {
    const { outbox } = this.options.database.models;
    await outbox.deleteMany(
      message.type === 'workflow.signal' && repeats.length >= MANY_REPEATS
        ? { leasedBy, 'message.type': message.type, 'message.workflowId': message.workflowId }
        : { _id: { $in: repeats.map(({ _id }) => _id) } },
    );
  }

  /**
   * Releases a message to be retried after its backoff, or gives it up. Its repeats carry no more information and are
   * removed. Returns the milliseconds for which the rows after it wait.
   */
  private async fail(repeats: readonly OutboxDocument[], error: unknown): Promise<number> {
    const { database, serverNow, logger } = this.options;
    const { outbox } = database.models;
    const last = lastOf(repeats);
    const attempts = Math.max(...repeats.map((row) => row.attempts)) + 1;
    const since = repeats.flatMap(({ failingSince }) => failingSince ?? []).sort();
    const failing = { ...last, failingSince: since[0] ?? serverNow() };
    const lastError = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH);
    const others = repeats.slice(0, -1).map(({ _id }) => _id);
    if (others.length > 0) await outbox.deleteMany({ _id: { $in: others } });
    const { type } = last.message;
    if (isGivenUp(failing, error, { attempts, now: Date.now() })) {
      logger.error({ err: error, message: type, attempts }, 'a message was given up');
      await runTransaction({ database, serverNow }, SYSTEM, (unit) =>
        giveUp(unit, failing, { attempts, lastError }),
      );
      return 0;
    }
    const pauseMs = backoffMs(attempts);
    logger.warn(
      { err: error, message: type, attempts, backoffMs: pauseMs },
      'a message could not be delivered',
    );
    await outbox.updateOne(
      { _id: last._id },
      {
        $set: {
          leasedBy: null,
          attempts,
          lastError,
          failingSince: failing.failingSince,
          visibleAtMs: Date.now() + pauseMs,
        },
      },
    );
    return pauseMs;
  }

  private async holdBack(rows: readonly OutboxDocument[], pauseMs: number): Promise<void> {
    if (rows.length === 0) return;
    await this.options.database.models.outbox.updateMany(
      { _id: { $in: rows.map(({ _id }) => _id) } },
      { $set: { leasedBy: null, visibleAtMs: Date.now() + pauseMs } },
    );
  }

  private async publish({ message }: OutboxDocument): Promise<void> {
    const { workflowStarter } = this.options;
    switch (message.type) {
      case 'workflow.start':
        await workflowStarter.startNew(message.workflowId);
        break;
      case 'workflow.signal':
        await workflowStarter.notifyChanged(message.workflowId, message.reason);
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

function grouped(
  rows: readonly OutboxDocument[],
  keyOf: (row: OutboxDocument) => string,
): OutboxDocument[][] {
  const groups = new Map<string, OutboxDocument[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** Groups the same messages of one receiver, ordered by the last of each. */
function withRepeats(rows: readonly OutboxDocument[]): OutboxDocument[][] {
  return grouped(rows, ({ message }) => message.type).sort((one, other) =>
    lastOf(one)._id < lastOf(other)._id ? -1 : 1,
  );
}

function lastOf(rows: readonly OutboxDocument[]): OutboxDocument {
  const last = rows.at(-1);
  if (last === undefined) throw new Error('a group has at least one row');
  return last;
}
