/**
 * Who carries messages as soon as the transaction that wrote them is committed, in the same process. Such a row is
 * written under a lease: where the process dies, or the carrying fails, a relay takes it over.
 */
import type { Database } from './database.ts';
import type { OutboxDocument, OutboxMessage } from './collections/outbox.ts';

export interface OutboxDelivery {
  /** Who holds the lease. */
  readonly name: string;
  /** ms of the lease. */
  readonly leaseMs: number;
  /** False where so much is on its way that a relay is sooner. */
  hasRoom(): boolean;
  /** Rows that are committed. Returns at once. */
  carry(rows: readonly OutboxDocument[]): void;
}

const carriers = new WeakMap<Database, OutboxDelivery>();

/** Hands what this process commits to the carrier, from now on. */
export function carryWith(database: Database, carrier: OutboxDelivery): void {
  carriers.set(database, carrier);
}

/** Hands nothing more over. */
export function stopCarrying(database: Database): void {
  carriers.delete(database);
}

/** The process's carrier, where it has one that has room. */
export function carrierOf(database: Database): OutboxDelivery | null {
  const carrier = carriers.get(database);
  return carrier?.hasRoom() === true ? carrier : null;
}

/** Hints to workflows, in any order and however often. What is done for a message of the others takes longer. */
export function isHint({ type }: OutboxMessage): boolean {
  return type === 'workflow.signal' || type === 'workflow.start';
}
