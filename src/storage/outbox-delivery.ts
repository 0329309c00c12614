/**
 * The delivery of outbox messages by the process that committed them. Their rows are written under its lease, so that a
 * relay takes over if the process dies or the delivery fails.
 */
import type { Database } from './database.ts';
import type { OutboxDocument, OutboxMessage } from './collections/outbox.ts';

export interface OutboxDelivery {
  /** Holder of the leases. */
  readonly name: string;
  readonly leaseMs: number;
  /** False if so many deliveries are in progress that a relay is faster. */
  hasRoom(): boolean;
  /** Delivers committed rows. Returns at once. */
  deliver(rows: readonly OutboxDocument[]): void;
}

const deliveries = new WeakMap<Database, OutboxDelivery>();

/** From now on, this delivery receives what the process commits on the database. */
export function startDelivering(database: Database, delivery: OutboxDelivery): void {
  deliveries.set(database, delivery);
}

export function stopDelivering(database: Database): void {
  deliveries.delete(database);
}

/** The process's delivery; null if it has none, or if it has no room. */
export function deliveryOf(database: Database): OutboxDelivery | null {
  const delivery = deliveries.get(database);
  return delivery?.hasRoom() === true ? delivery : null;
}

/** True for messages that only hint a workflow to look: they may arrive in any order and repeatedly. */
export function isHint({ type }: OutboxMessage): boolean {
  return type === 'workflow.signal' || type === 'workflow.start';
}
