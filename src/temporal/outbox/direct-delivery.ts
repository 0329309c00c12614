/**
 * Signals workflows about changed records right after the transaction is committed, in the process that wrote them, without
 * finding and leasing the rows first. What fails is left to the relay, which retries.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { UNHURRIED, type Database } from '../../storage/database.ts';
import { AT_ONCE, type OutboxDocument } from '../../storage/collections/outbox.ts';
import { startDelivering, stopDelivering, type OutboxDelivery } from '../../storage/outbox-delivery.ts';
import { newId } from '../../infra/ids.ts';
import { inSpan, type Tracing } from '../../infra/tracing.ts';
import type { WorkflowStarter } from '../workflow-starter.ts';
import { deliverySpan, deliverySpanName } from './delivery-span.ts';
import { ageSecondsOf, UNOBSERVED, type DeliveryObserver } from './delivery-observer.ts';

/** In flight at a time; the rest is left to the relay. */
const MOST = 100;
const STOP_MS = 200;

export interface DirectDeliveryOptions {
  readonly database: Database;
  readonly client: Client;
  readonly workflowStarter: WorkflowStarter;
  readonly observer?: DeliveryObserver;
  readonly tracing?: Tracing;
}

export class DirectDelivery implements OutboxDelivery {
  readonly name = newId('out');
  readonly leaseMs = 5_000;
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly options: DirectDeliveryOptions) {}

  /** From now on this process delivers what it commits. */
  start(): void {
    startDelivering(this.options.database, this);
  }

  /** Takes nothing more, and waits a moment for what is on its way; a relay takes over the rest. */
  async stop(): Promise<void> {
    stopDelivering(this.options.database);
    await Promise.race([Promise.all(this.underWay), delay(STOP_MS, undefined, { ref: false })]);
  }

  hasRoom(): boolean {
    return this.underWay.size < MOST;
  }

  deliver(rows: readonly OutboxDocument[]): void {
    for (const row of rows) {
      const way = this.deliverRow(row).finally(() => this.underWay.delete(way));
      this.underWay.add(way);
    }
  }

  private async deliverRow(row: OutboxDocument): Promise<void> {
    const { client, database, observer = UNOBSERVED, tracing } = this.options;
    const { outbox } = database.models;
    const { _id } = row;
    try {
      await inSpan(
        tracing,
        deliverySpanName(row.message),
        () => deliverySpan(row, { by: 'writer' }),
        () => client.withDeadline(Date.now() + this.leaseMs, () => this.publish(row)),
      );
      // A row whose lease expires is delivered twice, which does no harm.
      await outbox.deleteOne({ _id }, UNHURRIED);
      observer.delivered(row.message.type, ageSecondsOf(row));
    } catch {
      observer.failed(row.message.type);
      // Where this fails too, the lease runs out.
      await outbox
        .updateOne({ _id, leasedBy: this.name }, { $set: { leasedBy: null, visibleAtMs: AT_ONCE } })
        .catch(() => undefined);
    }
  }

  private async publish({ message }: OutboxDocument): Promise<void> {
    const { workflowStarter } = this.options;
    if (message.type === 'workflow.start') await workflowStarter.startNew(message.workflowId);
    if (message.type === 'workflow.signal') await workflowStarter.signal(message.workflowId, message.reason);
  }
}
