/**
 * Delivers leased messages to their receivers: the messages of one receiver in order, equal ones once. A message that fails
 * is retried after a pause, for a bounded time.
 */
import type { RefundId } from '../../domain/ids.ts';
import type { Logger } from '../../infra/logging.ts';
import { inSpan, type Tracing } from '../../infra/tracing.ts';
import { SYSTEM } from '../../storage/actor.ts';
import type { DeliveriesRetry, OutboxDocument } from '../../storage/collections/outbox.ts';
import { giveUp, receiverOf } from '../../storage/dead-letters.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { WorkflowStarter } from '../workflow-starter.ts';
import { deliverySpan, deliverySpanName } from './delivery-span.ts';
import { ageSecondsOf, UNOBSERVED, type DeliveryObserver } from './delivery-observer.ts';
import { backoffMs, isGivenUp } from './retry-limits.ts';
import type { Repeats, RowLeases } from './row-leases.ts';

/** Longer error texts are cut. */
const ERROR_LENGTH = 2_000;

export interface DeliveryOptions extends TransactionDependencies {
  readonly workflowStarter: WorkflowStarter;
  readonly applyPaymentEvent: (eventId: string) => Promise<void>;
  readonly payRefund: (refundId: RefundId) => Promise<void>;
  readonly retryDeliveries: (page: DeliveriesRetry) => Promise<void>;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  readonly observer?: DeliveryObserver;
  readonly tracing?: Tracing;
}

export class MessageDelivery {
  private readonly observer: DeliveryObserver;

  constructor(
    private readonly leases: RowLeases,
    private readonly options: DeliveryOptions,
  ) {
    this.observer = options.observer ?? UNOBSERVED;
  }

  /** Returns how many of the rows were delivered. Failures are logged. */
  async deliver(rows: readonly OutboxDocument[]): Promise<number> {
    const receivers = grouped(rows, ({ message }) => receiverOf(message));
    const counts = await Promise.all(receivers.map((group) => this.deliverOrLog(group)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Rows whose outcome could not be written become available again when their lease expires. */
  private async deliverOrLog(rows: Repeats): Promise<number> {
    try {
      return await this.deliverInOrder(rows);
    } catch (error) {
      this.options.logger.error(
        { err: error, rows: rows.length },
        'the outcome of a delivery could not be written',
      );
      return 0;
    }
  }

  /** Delivers the rows for one receiver. Rows after one that fails wait with it. */
  private async deliverInOrder(rows: readonly OutboxDocument[]): Promise<number> {
    const messages = withRepeats(rows);
    for (const [position, repeats] of messages.entries()) {
      try {
        await this.leases.leaseRepeats(repeats);
        await this.sendInSpan(repeats);
        await this.leases.removeRepeats(repeats);
        for (const row of repeats) this.observer.delivered(row.message.type, ageSecondsOf(row));
      } catch (error) {
        const pauseMs = await this.fail(repeats, error);
        await this.leases.release(messages.slice(position + 1).flat(), pauseMs);
        return messages.slice(0, position).flat().length;
      }
    }
    return rows.length;
  }

  private sendInSpan(repeats: Repeats): Promise<void> {
    const row = lastOf(repeats);
    return inSpan(
      this.options.tracing,
      deliverySpanName(row.message),
      () => deliverySpan(row, { by: 'relay', repeats }),
      () => this.send(row),
    );
  }

  private async send({ message }: OutboxDocument): Promise<void> {
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
      case 'deliveries.retry':
        await this.options.retryDeliveries(message);
        break;
    }
  }

  /**
   * Releases a message to be retried after its backoff, or gives it up. Its repeats carry no more information and are
   * removed. Returns the milliseconds for which the rows after it wait.
   */
  private async fail(repeats: Repeats, error: unknown): Promise<number> {
    const { database, serverNow, logger } = this.options;
    const last = lastOf(repeats);
    const attempts = Math.max(...repeats.map((row) => row.attempts)) + 1;
    const since = repeats.flatMap(({ failingSince }) => failingSince ?? []).sort();
    const failingSince = since[0] ?? serverNow();
    const lastError = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH);
    await this.leases.remove(repeats.slice(0, -1));
    const failing = { ...last, failingSince };
    const { type } = last.message;
    if (isGivenUp(failing, error, { attempts, now: Date.now() })) {
      logger.error({ err: error, message: type, attempts }, 'a message was given up');
      await runTransaction({ database, serverNow }, SYSTEM, (unit) =>
        giveUp(unit, failing, { attempts, lastError }),
      );
      this.observer.givenUp(type);
      return 0;
    }
    this.observer.failed(type);
    const pauseMs = backoffMs(attempts);
    logger.warn(
      { err: error, message: type, attempts, backoffMs: pauseMs },
      'a message could not be delivered',
    );
    await this.leases.release([last], pauseMs, { attempts, lastError, failingSince });
    return pauseMs;
  }
}

function grouped(rows: readonly OutboxDocument[], keyOf: (row: OutboxDocument) => string): Repeats[] {
  const groups = new Map<string, [OutboxDocument, ...OutboxDocument[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** Groups the same messages of one receiver, ordered by the last of each. */
function withRepeats(rows: readonly OutboxDocument[]): Repeats[] {
  return grouped(rows, ({ message }) => message.type).sort((one, other) =>
    lastOf(one)._id < lastOf(other)._id ? -1 : 1,
  );
}

function lastOf(repeats: Repeats): OutboxDocument {
  return repeats.at(-1) ?? repeats[0];
}
