/**
 * Carries what transactions left in the outbox to those who must hear of it, at least once, or gives it up after a bounded
 * time. Rows are leased, so several relays share the work and a dead one's rows come back. The change stream only wakes it;
 * a poll is the safety net.
 */
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId, RefundId } from '../domain/ids.ts';
import type { Logger } from '../infra/logging.ts';
import { newId } from '../infra/ids.ts';
import { giveUp, receiverOf } from '../storage/dead-letters.ts';
import { SYSTEM, transact, type TransactionDependencies } from '../storage/unit-of-work.ts';
import type { OutboxDocument } from '../storage/collections/outbox.ts';
import type { WorkflowStarter } from './workflow-starter.ts';
import { backoffMs, isGivenUp } from './retry-limits.ts';

/** Renewed while the rows are on their way, so that only those of a dead relay come back. */
const LEASE_MS = 5_000;
const BATCH = 200;
const POLL_MS = 1_000;
/** On their way at a time: receivers that do not answer pile nothing up. */
const MOST_BATCHES = 16;
/** Repeats in a batch from which all others that wait are taken along. */
const MANY_REPEATS = 20;
/** Of longer messages the beginning is kept. */
const ERROR_LENGTH = 2_000;
const DRAIN_POLL_MS = 20;
/** A drain waits for a message that fails until it has failed so often, and for all of them so long. */
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

  /**
   * Relays everything of one account that can be delivered, what follows from it included. What fails again and again is
   * left behind, for the relay to go on with or to give up.
   */
  async drain(accountId: AccountId): Promise<void> {
    const until = Date.now() + DRAIN_LIMIT_MS;
    const open = { accountId, givenUpAt: null, attempts: { $lt: DRAIN_ATTEMPTS } };
    while (Date.now() < until && (await this.options.database.models.outbox.exists(open)) !== null) {
      // Nor is anything waited for that only has time.
      const isDue = [{ visibleAtMs: { $lte: Date.now() } }, { leasedBy: null, attempts: 0 }];
      const carried = await this.carry({ ...open, $or: isDue });
      // What another relay holds is on its way; what failed is tried again after its backoff.
      if (carried === 0) await delay(DRAIN_POLL_MS);
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      if (this.carrying.size >= MOST_BATCHES) {
        await Promise.race(this.carrying);
        continue;
      }
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

  /** Rows about which nothing could be written come back when their lease is over. */
  private async deliverOrLog(rows: readonly OutboxDocument[]): Promise<number> {
    try {
      return await this.deliver(rows);
    } catch (error) {
      this.options.logger.error({ err: error, rows: rows.length }, 'what became of messages was not written');
      return 0;
    }
  }

  /** Carries the rows for one receiver, in order. What follows one that fails waits with it. */
  private async deliver(rows: readonly OutboxDocument[]): Promise<number> {
    const groups = withRepeats(rows);
    for (const [position, repeats] of groups.entries()) {
      const last = lastOf(repeats);
      try {
        await this.takeAlong(last, repeats.length);
        await this.tell(last);
        await this.crossOut(last, repeats);
      } catch (error) {
        const pauseMs = await this.fail(repeats, error);
        await this.holdBack(groups.slice(position + 1).flat(), pauseMs);
        return groups.slice(0, position).flat().length;
      }
    }
    return rows.length;
  }

  /** Where a receiver has very many of the same message, one stands for those too that are not in this batch. */
  private async takeAlong({ accountId, message, leasedBy }: OutboxDocument, count: number): Promise<void> {
    if (count < MANY_REPEATS || message.type !== 'workflow.signal') return;
    const same = { accountId, 'message.type': message.type, 'message.workflowId': message.workflowId };
    await this.options.database.models.outbox.updateMany(
      { ...same, leasedBy: null, givenUpAt: null },
      { $set: { leasedBy, visibleAtMs: Date.now() + LEASE_MS } },
    );
  }

  private async crossOut(
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
   * Gives a message back, to be tried after its backoff, or gives it up. Its repeats say nothing more than it does. Returns
   * the ms for which what follows it waits.
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
      await transact({ database, serverNow }, SYSTEM, (unit) =>
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

  private async tell({ message }: OutboxDocument): Promise<void> {
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

/** Messages of one receiver that say the same, together; in the order of the last of each. */
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
