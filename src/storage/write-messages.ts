/** Messages of a change, as the outbox stores them, and which of them this process delivers itself. */
import type { AccountId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { newId } from '../infra/ids.ts';
import { AT_ONCE, type OutboxDocument, type OutboxMessage } from './collections/outbox.ts';
import type { Database, Session } from './database.ts';
import { deliveryOf, isHint } from './outbox-delivery.ts';
import { sandboxesAmong } from './account-facts.ts';

interface MessageSettings {
  readonly id?: string;
  readonly waitMs: number;
  readonly createdAt: Instant;
  /** The trace of the change. */
  readonly traceparent: string | undefined;
}

/** A message that is delivered `waitMs` from now at the earliest. */
export function outboxDocument(
  accountId: AccountId,
  message: OutboxMessage,
  { id, waitMs, createdAt, traceparent }: MessageSettings,
): OutboxDocument {
  return {
    _id: id ?? newId('out'),
    accountId,
    message,
    createdAt,
    visibleAtMs: waitMs === 0 ? AT_ONCE : Date.now() + waitMs,
    leasedBy: null,
    attempts: 0,
    lastError: null,
    failingSince: null,
    givenUpAt: null,
    ...(traceparent !== undefined && { traceparent }),
  };
}

/** Returns what to call after the commit: it delivers the messages that are leased to this process. */
export async function writeMessages(
  database: Database,
  session: Session,
  messages: readonly OutboxDocument[],
): Promise<() => void> {
  if (messages.length === 0) return () => undefined;
  const deliver = await leaseHints(database, session, messages);
  await database.models.outbox.insertMany(messages, { session });
  return deliver;
}

/**
 * Leases hints to this process, which delivers them itself after the commit. A sandbox waits for what follows from each
 * of its hints, so the relay delivers those.
 */
async function leaseHints(
  database: Database,
  session: Session,
  messages: readonly OutboxDocument[],
): Promise<() => void> {
  const delivery = deliveryOf(database);
  if (delivery === null) return () => undefined;
  const ids = messages.map(({ accountId }) => accountId);
  const sandboxes = await sandboxesAmong(database, ids, session);
  const own = messages.filter(
    ({ accountId, message, visibleAtMs }) =>
      visibleAtMs === AT_ONCE && isHint(message) && !sandboxes.has(accountId),
  );
  for (const row of own) {
    row.leasedBy = delivery.name;
    row.visibleAtMs = Date.now() + delivery.leaseMs;
  }
  return () => {
    if (own.length > 0) delivery.deliver(own);
  };
}
