/** What the relay and direct delivery report of outbox messages, for metrics. Its methods return at once and never throw. */
import type { OutboxDocument, OutboxMessage } from '../../storage/collections/outbox.ts';

export interface DeliveryObserver {
  /** A message was delivered this many seconds after it was written. */
  delivered(message: OutboxMessage['type'], seconds: number): void;
  /** An attempt failed; the message is tried again. */
  failed(message: OutboxMessage['type']): void;
  /** An attempt failed, and it was the last. */
  givenUp(message: OutboxMessage['type']): void;
}

export const UNOBSERVED: DeliveryObserver = {
  delivered: () => undefined,
  failed: () => undefined,
  givenUp: () => undefined,
};

/** Seconds since the row was written; 0 if the clock of its writer is ahead. */
export function ageSecondsOf({ createdAt }: Pick<OutboxDocument, 'createdAt'>): number {
  return Math.max(0, (Date.now() - Date.parse(createdAt)) / 1_000);
}
